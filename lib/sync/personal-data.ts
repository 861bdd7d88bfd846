import { createHash } from "node:crypto";

/** Names under which an address, a person or a message might come; none of them is needed for figures. */
const personal =
  /address|phone|e_?mail|recipient|receiver|contact|buyer_(?!service|paid)|avatar|nickname|message|comment|image|video|(^|_)user_id$/i;

/** A copy of a payload without whatever might tell who a buyer is, at any depth. */
export function withoutPersonal(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([key]) => !personal.test(key))
      .map(([key, value]) => [key, cleanValue(value)]),
  );
}

function cleanValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== "object" || value === null) return value;
  return withoutPersonal(value as Record<string, unknown>);
}

/** Fields of a payload that have no column; blanks are left out. */
export function extraOf(clean: Record<string, unknown>, columnKeys: Set<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(clean).filter(([key, value]) => !columnKeys.has(key) && !isBlank(value)),
  );
}

function isBlank(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

export function hashOf(json: string): string {
  return createHash("sha1").update(json).digest("base64");
}
