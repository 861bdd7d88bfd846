import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import * as schema from "./schema";

/**
 * The row that says that a shop exists, what was done to it, and that it was deleted: not part of its data. Nor is whom
 * to recognise and leave out, should the shop be connected again.
 */
const apart = new Set<unknown>([schema.shops, schema.auditLog, schema.shopDeletions, schema.erasedBuyers]);

/** Every table with rows of shops, from the schema: a new table needs no second list. */
export const shopTables: readonly string[] = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .filter((table) => !apart.has(table) && "shopId" in getTableColumns(table))
  .map((table) => getTableName(table));
