import { formatMoney } from "./money";

type Payload = Record<string, unknown>;

const labels: Record<string, string> = {
  total_amount: "Total",
  sub_total: "Subtotal",
  seller_discount: "Seller discount",
  platform_discount: "Platform discount",
  shipping_fee: "Shipping",
  tax: "Tax",
};

/** What of a payment changed, in words: the amounts people know by name, and that others did. */
export function describeMoney(before: Payload, after: Payload): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => amountOf(before[key]) !== amountOf(after[key]));
  const named = Object.keys(labels).filter((key) => changed.includes(key));
  const currency = String(after.currency ?? before.currency ?? "");
  const shown = (payment: Payload, key: string) => formatMoney(amountOf(payment[key]), currency);
  const told = named.map((key) => `${labels[key]}: ${shown(before, key)} → ${shown(after, key)}`);
  const others = changed.length - named.length;
  if (others > 0 && Object.keys(before).length > 0) told.push("Other parts of the payment changed");
  return told;
}

/** TikTok leaves out what is nothing. */
function amountOf(value: unknown): string {
  return value === undefined || value === null || value === "" ? "0" : String(value);
}
