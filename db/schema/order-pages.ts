import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";

/** What TikTok said, page by page: gzip of the JSON array of orders, recipient data removed. Append-only. */
export const orderPages = pgTable(
  "order_pages",
  {
    shopId: text().notNull(),
    pageId: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    runId: uuid(),
    fetchedAt: instant().notNull(),
    orders: integer().notNull(),
    body: bytea().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.pageId] }),
    index("order_pages_shop_run").on(t.shopId, t.runId, t.pageId),
    index("order_pages_shop_fetched").on(t.shopId, t.fetchedAt),
  ],
);

/** An order that could not be read: kept aside with its reasons until a good copy arrives. */
export const orderRejects = pgTable(
  "order_rejects",
  {
    shopId: text().notNull(),
    /** The order id, or `sha256:` and a hash of the payload when it has none. */
    rejectKey: text().notNull(),
    orderId: text(),
    runId: uuid(),
    createTime: instant(),
    reasons: jsonb().notNull(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    resolvedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.rejectKey] }),
    index("order_rejects_shop_open").on(t.shopId, t.resolvedAt),
  ],
);
