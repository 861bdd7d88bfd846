import { createHash, randomBytes } from "node:crypto";
import { standInPrefix } from "./stand-in";

/** A buyer who was erased: enough to recognise what comes of them, not to know them, and who stands in their place. */
export type ErasedBuyer = { salt: string; buyerHash: string; standIn: string };

function hashOf(buyerUserId: string, salt: string): string {
  return createHash("sha256").update(`${salt}:${buyerUserId}`).digest("base64url");
}

/**
 * @param others who was erased from the same shop before: with one salt for all of them an order costs one hash.
 */
export function sealBuyer(buyerUserId: string, others: readonly ErasedBuyer[]): ErasedBuyer {
  const salt = others[0]?.salt ?? randomBytes(16).toString("base64url");
  const standIn = `${standInPrefix}${randomBytes(9).toString("hex")}`;
  return { salt, buyerHash: hashOf(buyerUserId, salt), standIn };
}

/** The random id that stands for this buyer; null when they were not erased. */
export function findStandIn(erased: readonly ErasedBuyer[], buyerUserId: unknown): string | null {
  if (erased.length === 0 || (typeof buyerUserId !== "string" && typeof buyerUserId !== "number"))
    return null;
  const hashes = new Map<string, string>();
  for (const { salt, buyerHash, standIn } of erased) {
    const hash = hashes.get(salt) ?? hashOf(String(buyerUserId), salt);
    if (hash === buyerHash) return standIn;
    hashes.set(salt, hash);
  }
  return null;
}

/**
 * Fields of an order's payload that say who bought it, or might: names, ways to reach them, free text to and about them.
 * PostgreSQL reads the same pattern.
 */
export const buyerFieldPattern =
  "^(seller_note|buyer_.*|recipient_.*|cpf.*|.*(phone|e_?mail|message|nickname).*)$";
const buyerField = new RegExp(buyerFieldPattern);

/** The state or province: what figures by region need. PostgreSQL reads the same path. */
export const stateLevel = "L1";

/** A copy of a payload in which `standIn` bought, of whom nothing is known but the state or province. */
export function withStandIn(raw: Record<string, unknown>, standIn: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]): [string, unknown][] => {
      if (key === "user_id") return [[key, standIn]];
      if (key === "recipient_address") return [[key, onlyState(value)]];
      return buyerField.test(key) ? [] : [[key, value]];
    }),
  );
}

function onlyState(address: unknown): unknown {
  if (typeof address !== "object" || address === null || !("district_info" in address)) return null;
  const districts: unknown[] = Array.isArray(address.district_info) ? address.district_info : [];
  const isState = (district: unknown) =>
    typeof district === "object" &&
    district !== null &&
    "address_level" in district &&
    district.address_level === stateLevel;
  return { district_info: districts.filter(isState) };
}
