import { customType, timestamp } from "drizzle-orm/pg-core";

/** `timestamptz`, read and written as an ISO string: the raw client and drizzle then agree on one type. */
export const instant = () => timestamp({ withTimezone: true, mode: "string" });

export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
