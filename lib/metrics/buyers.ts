/** Who bought in a period: for the first time, or having bought before it. */
export const buyerKinds = ["new", "returning"] as const;
export type BuyerKind = (typeof buyerKinds)[number];

/** Days between a purchase and the one before it, as lower bounds with their words. */
export const gaps = [
  { key: "1d", fromDays: 1, label: "Within a week" },
  { key: "8d", fromDays: 8, label: "8 to 14 days" },
  { key: "15d", fromDays: 15, label: "15 to 30 days" },
  { key: "31d", fromDays: 31, label: "31 to 60 days" },
  { key: "61d", fromDays: 61, label: "61 to 90 days" },
  { key: "91d", fromDays: 91, label: "Over 90 days" },
] as const;
export type Gap = (typeof gaps)[number]["key"];
