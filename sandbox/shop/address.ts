import type { Buyer } from "./buyers";
import { type Dice, SALT } from "./dice";
import { pad } from "./identifiers";
import type { Country } from "./places";

const DROP_OFF = ["Front Door", "Front Door", "Porch", "Mailroom", "Leasing Office"] as const;

/** TikTok masks name, phone and street when it ships itself; sellers who ship themselves get them in full. */
export function recipientAddress(
  buyer: Buyer,
  country: Country,
  region: string,
  dice: Dice,
  isMasked: boolean,
) {
  const { place } = buyer;
  const mask = (text: string) => (isMasked ? `${text.slice(0, 1)}***` : text);
  const street = isMasked
    ? `${String(buyer.houseNumber).slice(0, 1)}*** ${buyer.street.slice(0, 1)}*** St`
    : `${buyer.houseNumber} ${buyer.street}`;
  const zipTail = pad(dice.int(SALT.address, 1, 99), 2);
  const middle = isMasked ? "*****" : "55501";
  return {
    full_address: `${country.name}, ${place.state}, ${place.county}, ${place.city}, ${street}`,
    name: `${mask(buyer.firstName)} ${mask(buyer.lastName)}`,
    first_name: mask(buyer.firstName),
    last_name: mask(buyer.lastName),
    phone_number: `(${country.dialCode})${place.areaCode}${middle}${buyer.phoneTail}`,
    address_detail: street,
    address_line1: street,
    address_line2: "",
    postal_code: isMasked ? `${place.zipPrefix.slice(0, 2)}***` : `${place.zipPrefix}${zipTail}`,
    region_code: region,
    district_info: [
      { address_level: "L0", address_level_name: "Country", address_name: country.name, iso_code: region },
      {
        address_level: "L1",
        address_level_name: "State",
        address_name: place.state,
        iso_code: place.stateCode,
      },
      { address_level: "L2", address_level_name: "County", address_name: place.county },
      { address_level: "L3", address_level_name: "City", address_name: place.city },
    ],
    ...(region === "US" && {
      delivery_preferences: { drop_off_location: dice.pick(SALT.address + 1, DROP_OFF) },
    }),
  };
}
