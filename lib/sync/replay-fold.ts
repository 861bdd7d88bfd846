import type { SqlRunner, TransactionSql } from "@/db/client";
import { storeReplayed } from "@/db/mutations/store-orders";
import { listErasedBuyers } from "@/db/queries/erased-buyers";
import { type LoggedPage, readPages } from "@/db/queries/order-log";
import type { ErasedBuyer } from "@/lib/erased-buyers";
import { isRefusedValue } from "@/lib/errors";
import { readOrders } from "@/lib/tiktok/orders";
import type { MappedOrder } from "./map-order";
import { mapInTurns, newestCopies } from "./map-orders";
import { uniqueLines } from "./write-orders";

/** Rows of one statement: pages of a first sync go five at a time. */
const rowsPerStatement = 500;

type FoldShop = { shopId: string; currency: string };

/** A page of the log as the sync would have mapped it, seen when it was fetched. */
export type MappedPage = { orders: MappedOrder[]; unreadableIds: string[] };

/** What pages brought: their ids, those that are no longer kept included, and of each order whether its last copy in them could be read and stored. */
export type FoldNotes = { pageIds: number[]; isReadable: Map<string, boolean> };

/** Reads pages of the log through today's schema and mapping. */
export async function loadPages(sql: SqlRunner, shop: FoldShop, pageIds: number[]): Promise<MappedPage[]> {
  const pages: MappedPage[] = [];
  const [logged, erased] = await Promise.all([
    readPages(sql, shop.shopId, pageIds),
    listErasedBuyers(sql, shop.shopId),
  ]);
  for (const page of logged) pages.push(await mapPage(page, shop, erased));
  return pages;
}

async function mapPage(
  page: LoggedPage,
  shop: FoldShop,
  erased: readonly ErasedBuyer[],
): Promise<MappedPage> {
  const { orders, malformed } = readOrders(page.orders);
  const { mapped, aside } = await mapInTurns([...newestCopies(orders).values()], {
    shop,
    nowIso: page.fetchedAtIso,
    erased,
  });
  const unreadableIds = [...malformed, ...aside].flatMap(({ orderId }) => orderId ?? []);
  return { orders: mapped, unreadableIds };
}

/**
 * Puts pages into the work tables by the very statement that stores a page of a sync, so that newest copies, sticky
 * facts and lines that are gone follow the same rules. Orders that the database refuses are left out, as then.
 */
export async function applyPages(
  tx: TransactionSql,
  pageIds: number[],
  pages: MappedPage[],
): Promise<FoldNotes> {
  const notes: FoldNotes = { pageIds, isReadable: new Map() };
  let batch = new Map<string, MappedOrder>();
  const flush = async () => {
    const refused = await applyOrders(tx, [...batch.values()]);
    for (const id of refused) notes.isReadable.set(id, false);
    batch = new Map();
  };
  for (const page of pages) {
    // A copy must not meet an older one of the same order in one statement: it has to be stored on top of it.
    const isRepeated = page.orders.some(({ row }) => batch.has(row.orderId));
    if (isRepeated || batch.size >= rowsPerStatement) await flush();
    for (const order of page.orders) {
      batch.set(order.row.orderId, order);
      notes.isReadable.set(order.row.orderId, true);
    }
    for (const id of page.unreadableIds) notes.isReadable.set(id, false);
  }
  await flush();
  return notes;
}

/** @returns the ids of orders that the database refuses. */
async function applyOrders(tx: TransactionSql, orders: MappedOrder[]): Promise<string[]> {
  if (orders.length === 0) return [];
  const rows = orders.map(({ row }) => row);
  try {
    await tx.savepoint((sp) => storeReplayed(sp, rows, uniqueLines(orders)));
    return [];
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    const [order] = orders;
    if (order && orders.length === 1) return [order.row.orderId];
  }
  const refused: string[] = [];
  for (const order of orders) refused.push(...(await applyOrders(tx, [order])));
  return refused;
}
