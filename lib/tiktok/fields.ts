import { z } from "zod";

/**
 * How TikTok's fields are read. Absent, null and "" mean the same; times may come as text. Ids are text: as numbers
 * they would have lost digits before we see them, so a record with a numeric id is refused.
 */
export const id = z.string().min(1).max(64);
export const blankToNull = (value: unknown) => (value === "" || value === undefined ? null : value);
export const text = z.preprocess(blankToNull, z.coerce.string().nullable()).catch(null);
/** Searched by its beginning through an index; nobody needs more of it than a B-tree holds. */
export const trackingNumber = text.transform((value) => value?.slice(0, 128) ?? null);
/** What indexes and keys hold: far longer than any real value, short enough for a B-tree. */
export const code = z.preprocess(blankToNull, z.string().max(128).nullable());
export const foreignId = z.preprocess(
  (value) => (Number.isSafeInteger(value) ? String(value) : blankToNull(value)),
  z.string().max(128).nullable(),
);
export const decimal = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : blankToNull(value)),
  z
    .string()
    .regex(/^-?\d{1,30}(\.\d{1,20})?$/, "is not a decimal amount")
    .nullable(),
);
export const flag = z.preprocess((value) => value === true || value === "true" || value === 1, z.boolean());

/** 2010 to 2100: anything else is milliseconds, a duration or a mistake. */
export const unixSec = z.coerce.number().int().min(1_262_304_000).max(4_102_444_800);
const zeroToNull = (value: unknown) => (value === 0 || value === "0" ? null : blankToNull(value));
export const unixSecOrNull = z.preprocess(zeroToNull, unixSec.nullable());
/** A second thought: a value that cannot be read is none. */
export const optionalUnixSec = unixSecOrNull.catch(null);

export const totalCount = z
  .preprocess(
    (value) => (value === "" ? null : value),
    z.coerce.number().int().min(0).max(2_000_000_000).nullable(),
  )
  .catch(null);
export const rows = z.preprocess((value) => value ?? [], z.array(z.unknown()));
