import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { orderColumns, orderLineColumns } from "./orders";

// The three tables are unlogged (by hand, in the migration that makes them): a replay that loses them in a crash of the
// server begins anew, and the row of its lease is gone with them, so it cannot go on with half of them.

/** Who replays a shop's log of pages, until when; one at a time, because the work tables are shared. */
export const orderReplays = pgTable("order_replays", {
  shopId: text().primaryKey(),
  owner: uuid().notNull(),
  leaseExpiresAt: instant().notNull(),
});

/** What the log of pages says the orders are: filled by a replay, compared with `orders`, emptied at its end. */
export const replayOrders = pgTable("replay_orders", orderColumns(), (t) => [
  primaryKey({ columns: [t.shopId, t.orderId] }),
]);

export const replayOrderLineItems = pgTable("replay_order_line_items", orderLineColumns(), (t) => [
  primaryKey({ columns: [t.shopId, t.lineItemId] }),
  index("replay_order_line_items_shop_order").on(t.shopId, t.orderId),
]);
