type Market = { currency: string; timezone: string };

/** TikTok tells a shop's region only. The zone is where the market's Seller Center counts its days. */
const markets: Record<string, Market> = {
  US: { currency: "USD", timezone: "America/Los_Angeles" },
  GB: { currency: "GBP", timezone: "Europe/London" },
  ID: { currency: "IDR", timezone: "Asia/Jakarta" },
  MY: { currency: "MYR", timezone: "Asia/Kuala_Lumpur" },
  PH: { currency: "PHP", timezone: "Asia/Manila" },
  SG: { currency: "SGD", timezone: "Asia/Singapore" },
  TH: { currency: "THB", timezone: "Asia/Bangkok" },
  VN: { currency: "VND", timezone: "Asia/Ho_Chi_Minh" },
  JP: { currency: "JPY", timezone: "Asia/Tokyo" },
  MX: { currency: "MXN", timezone: "America/Mexico_City" },
  BR: { currency: "BRL", timezone: "America/Sao_Paulo" },
  DE: { currency: "EUR", timezone: "Europe/Berlin" },
  FR: { currency: "EUR", timezone: "Europe/Paris" },
  IT: { currency: "EUR", timezone: "Europe/Rome" },
  ES: { currency: "EUR", timezone: "Europe/Madrid" },
  IE: { currency: "EUR", timezone: "Europe/Dublin" },
};

/** Currency and IANA zone of a market (ISO 3166-1 alpha-2); an unknown one counts in US dollars and UTC. */
export function marketOf(region: string): Market {
  const code = region.toUpperCase();
  return markets[code === "UK" ? "GB" : code] ?? { currency: "USD", timezone: "UTC" };
}
