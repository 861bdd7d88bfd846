export interface Place {
  state: string;
  stateCode: string;
  county: string;
  city: string;
  zipPrefix: string;
  areaCode: string;
  taxRate: number;
}

export interface Country {
  name: string;
  dialCode: string;
  places: readonly [Place, ...Place[]];
}

/** State | code | county | city | start of the postal code | area code | sales tax; repeated lines are more populous. */
const US_PLACES = `California|CA|Los Angeles|Los Angeles|900|213|0.095
California|CA|Los Angeles|Los Angeles|900|213|0.095
California|CA|San Diego|San Diego|921|619|0.0775
California|CA|Santa Clara|San Jose|951|408|0.0938
California|CA|Sacramento|Sacramento|958|916|0.0875
California|CA|Alameda|Oakland|946|510|0.1025
Texas|TX|Harris|Houston|770|713|0.0825
Texas|TX|Dallas|Dallas|752|214|0.0825
Texas|TX|Travis|Austin|787|512|0.0825
Texas|TX|Bexar|San Antonio|782|210|0.0825
Texas|TX|Tarrant|Fort Worth|761|817|0.0825
Florida|FL|Miami-Dade|Miami|331|305|0.07
Florida|FL|Orange|Orlando|328|407|0.065
Florida|FL|Hillsborough|Tampa|336|813|0.075
Florida|FL|Duval|Jacksonville|322|904|0.075
New York|NY|Kings|Brooklyn|112|718|0.0888
New York|NY|New York|New York|100|212|0.0888
New York|NY|Erie|Buffalo|142|716|0.0875
Illinois|IL|Cook|Chicago|606|312|0.1025
Illinois|IL|Winnebago|Rockford|611|815|0.0875
Pennsylvania|PA|Philadelphia|Philadelphia|191|215|0.08
Pennsylvania|PA|Allegheny|Pittsburgh|152|412|0.07
Ohio|OH|Franklin|Columbus|432|614|0.075
Ohio|OH|Cuyahoga|Cleveland|441|216|0.08
Georgia|GA|Fulton|Atlanta|303|404|0.089
North Carolina|NC|Mecklenburg|Charlotte|282|704|0.0725
North Carolina|NC|Wake|Raleigh|276|919|0.0725
Michigan|MI|Wayne|Detroit|482|313|0.06
Washington|WA|King|Seattle|981|206|0.1025
Washington|WA|Spokane|Spokane|992|509|0.09
Arizona|AZ|Maricopa|Phoenix|850|602|0.086
Tennessee|TN|Davidson|Nashville|372|615|0.0925
Massachusetts|MA|Suffolk|Boston|021|617|0.0625
Indiana|IN|Marion|Indianapolis|462|317|0.07
Missouri|MO|Jackson|Kansas City|641|816|0.0885
Maryland|MD|Baltimore|Baltimore|212|410|0.06
Wisconsin|WI|Milwaukee|Milwaukee|532|414|0.055
Colorado|CO|Denver|Denver|802|303|0.0881
Minnesota|MN|Hennepin|Minneapolis|554|612|0.0903
Oregon|OR|Multnomah|Portland|972|503|0
Nevada|NV|Clark|Las Vegas|891|702|0.0838
Louisiana|LA|Orleans|New Orleans|701|504|0.0945
Kentucky|KY|Jefferson|Louisville|402|502|0.06
Oklahoma|OK|Oklahoma|Oklahoma City|731|405|0.0863
Utah|UT|Salt Lake|Salt Lake City|841|801|0.0775
New Mexico|NM|Bernalillo|Albuquerque|871|505|0.0763
Iowa|IA|Polk|Des Moines|503|515|0.07
Alabama|AL|Jefferson|Birmingham|352|205|0.1
Montana|MT|Missoula|Missoula|598|406|0
Hawaii|HI|Honolulu|Honolulu|968|808|0.045`;

const COUNTRIES: Record<string, readonly [name: string, dialCode: string, places: string]> = {
  US: ["United States", "+1", US_PLACES],
  GB: [
    "United Kingdom",
    "+44",
    `England|ENG|Greater London|London|SE1|20|0
England|ENG|Greater Manchester|Manchester|M1|161|0
England|ENG|West Midlands|Birmingham|B1|121|0
Scotland|SCT|Lothian|Edinburgh|EH1|131|0
Wales|WLS|South Glamorgan|Cardiff|CF1|29|0`,
  ],
  MY: ["Malaysia", "+60", "Selangor|10|Petaling|Shah Alam|401|3|0\nPenang|07|Timur Laut|George Town|102|4|0"],
  ID: [
    "Indonesia",
    "+62",
    "DKI Jakarta|JK|Jakarta Selatan|Kebayoran Baru|121|21|0\nJawa Barat|JB|Bandung|Coblong|401|22|0",
  ],
  VN: ["Vietnam", "+84", "Hồ Chí Minh|SG|Quận 1|Bến Nghé|700|28|0\nHà Nội|HN|Ba Đình|Kim Mã|100|24|0"],
  TH: ["Thailand", "+66", "Bangkok|10|Pathum Wan|Lumphini|103|2|0\nChiang Mai|50|Mueang|Suthep|502|53|0"],
  PH: ["Philippines", "+63", "Metro Manila|NCR|Makati|Poblacion|121|2|0\nCebu|CEB|Cebu City|Lahug|600|32|0"],
  SG: ["Singapore", "+65", "Singapore|SG|Central|Toa Payoh|310|6|0"],
  DE: ["Germany", "+49", "Berlin|BE|Berlin|Berlin|101|30|0\nBayern|BY|München|München|803|89|0"],
  MX: [
    "Mexico",
    "+52",
    "Ciudad de México|CMX|Cuauhtémoc|Roma Norte|067|55|0\nJalisco|JAL|Guadalajara|Guadalajara|441|33|0",
  ],
};

export function countryOf(region: string): Country {
  const [name, dialCode, table] = COUNTRIES[region] ?? [
    region,
    "+1",
    `${region}|${region}|${region}|${region}|100|20|0`,
  ];
  const [first = "", ...rest] = table.split("\n");
  return { name, dialCode, places: [parsePlace(first), ...rest.map(parsePlace)] };
}

function parsePlace(row: string): Place {
  const [state = "", stateCode = "", county = "", city = "", zipPrefix = "", areaCode = "", tax = "0"] =
    row.split("|");
  return { state, stateCode, county, city, zipPrefix, areaCode, taxRate: Number(tax) };
}
