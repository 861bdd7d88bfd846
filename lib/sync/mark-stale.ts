import type { TransactionSql } from "@/db/client";
import { markStaleBuyers } from "@/db/mutations/buyer-rollups";
import { type OrderFigures, readOrderFigures } from "@/db/mutations/order-figures";
import { markStaleDays } from "@/db/mutations/rollups";
import { lockStoredOrders } from "@/db/mutations/store-orders";

type MarkedShop = { shopId: string; timezone: string };
/** Where the figures of an order are: the days it was created and paid on, and its buyer. */
type Dated = { createTime: unknown; paidTime: unknown; buyerUserId: string | null };

/** Locks stored orders and reads what figures take from them, before they are written. */
export async function lockFigures(
  tx: TransactionSql,
  shopId: string,
  orderIds: string[],
): Promise<OrderFigures[]> {
  if (orderIds.length === 0) return [];
  const [, before] = await Promise.all([
    lockStoredOrders(tx, shopId, orderIds),
    readOrderFigures(tx, shopId, orderIds),
  ]);
  return before;
}

/** Orders that no figure has counted yet, and such of which it is not known what has changed. */
export async function markWhole(tx: TransactionSql, shop: MarkedShop, orders: Dated[]): Promise<void> {
  await Promise.all([
    markStaleDays(tx, shop, datesOf(orders)),
    markStaleBuyers(tx, shop.shopId, buyersOf(orders)),
  ]);
}

/**
 * Of orders that were locked before they were written, what the rollups have to take up again, as it is and as it was.
 * Most changes move an order along and sell nothing: its day is then rebuilt in part, and of what no figure shows, not at
 * all.
 */
export async function markChanged(
  tx: TransactionSql,
  shop: MarkedShop,
  before: OrderFigures[],
): Promise<void> {
  if (before.length === 0) return;
  const ids = before.map(({ orderId }) => orderId);
  const after = new Map(
    (await readOrderFigures(tx, shop.shopId, ids)).map((order) => [order.orderId, order]),
  );
  const pairs = before.map((was) => [was, after.get(was.orderId)] as const);
  const sold = pairs.filter(([was, is]) => was.sales !== is?.sales).flatMap(present);
  const moved = pairs
    .filter(([was, is]) => was.sales === is?.sales && was.state !== is.state)
    .flatMap(present);
  await Promise.all([markWhole(tx, shop, sold), markStaleDays(tx, shop, datesOf(moved), true)]);
}

function present(pair: readonly (OrderFigures | undefined)[]): OrderFigures[] {
  return pair.filter((figures) => figures !== undefined);
}

function datesOf(orders: Dated[]): string[] {
  const instants = orders.flatMap(({ createTime, paidTime }) => [createTime, paidTime]);
  return [...new Set(instants.filter((instant): instant is string => typeof instant === "string"))];
}

function buyersOf(orders: Dated[]): string[] {
  return [...new Set(orders.map(({ buyerUserId }) => buyerUserId).filter((buyer) => buyer !== null))];
}
