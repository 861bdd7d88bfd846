import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";

/** What TikTok said of every resource but orders, page by page, as `order_pages` for those. Append-only. */
export const resourcePages = pgTable(
  "resource_pages",
  {
    shopId: text().notNull(),
    resource: text().notNull(),
    pageId: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    runId: uuid(),
    fetchedAt: instant().notNull(),
    records: integer().notNull(),
    /** Gzip of the JSON array of records, personal data removed. */
    body: bytea().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.resource, t.pageId] }),
    index("resource_pages_shop_fetched").on(t.shopId, t.fetchedAt),
  ],
);

/** A record of such a resource that could not be read: kept aside with its reasons until a good copy arrives. */
export const resourceRejects = pgTable(
  "resource_rejects",
  {
    shopId: text().notNull(),
    resource: text().notNull(),
    /** The record's id, or `sha256:` and a hash of the payload when it has none. */
    rejectKey: text().notNull(),
    recordId: text(),
    runId: uuid(),
    createTime: instant(),
    reasons: jsonb().notNull(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    resolvedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.resource, t.rejectKey] }),
    index("resource_rejects_shop_open").on(t.shopId, t.resource, t.resolvedAt),
  ],
);
