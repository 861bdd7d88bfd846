import type { Sql } from "@/db/client";
import { analyzeOrders } from "@/db/mutations/maintenance";
import { countOpenRejects } from "@/db/mutations/order-pages";
import { findDifferingOrders, findStoredOrders, type StoredOrder } from "@/db/mutations/store-orders";
import { listErasedBuyers } from "@/db/queries/erased-buyers";
import { countOrders, findMiddleSec } from "@/db/queries/order-counts";
import { orderStatuses } from "@/lib/search-params";
import {
  type MalformedOrder,
  maxPageSize,
  type OrderFilter,
  type OrderPage,
  searchOrders,
} from "@/lib/tiktok/orders";
import type { MappedOrder } from "./map-order";
import { mapInTurns, newestCopies, withoutErased } from "./map-orders";
import { toItem, toSourcePage } from "./order-source";
import { ordersById } from "./orders-by-id";
import type { PagePlace, PreparedPage, SourceItem, SpanRequest, SyncResource } from "./resource";
import { gzipPage, toReject, uniqueLines, writeOrders, writeOrdersOneByOne } from "./write-orders";

type Place = PagePlace;

export const ordersResource: SyncResource<OrderPage> = {
  name: "orders",
  pageSize: maxPageSize,

  async fetchPage({ shop, client, call }, span) {
    const page = await searchOrders(
      client,
      {
        shopCipher: shop.cipher,
        sortField: span.field,
        sortOrder: span.order,
        pageToken: span.pageToken,
        pageSize: span.pageSize ?? maxPageSize,
        filter: { ...timesOf(span), orderStatus: span.recordStatus ?? undefined },
      },
      call,
    );
    return toSourcePage(page);
  },

  byId: ordersById,

  countedStatuses: orderStatuses,

  preparePage: (sql, place, page, isKnown) => prepareOrders(sql, place, page.payload, isKnown),

  countStored: countOrders,

  findMiddle: findMiddleSec,

  analyze: analyzeOrders,
};

function timesOf({ field, fromSec, toSec }: SpanRequest): OrderFilter {
  const [from, to] = [fromSec ?? undefined, toSec ?? undefined];
  return field === "create_time"
    ? { createTimeGe: from, createTimeLt: to }
    : { updateTimeGe: from, updateTimeLt: to };
}

/**
 * Maps a page, asks what is stored and keeps what differs; the gzip of the page is made off the main thread. A page
 * that brings nothing new and nothing unreadable is not logged again.
 */
async function prepareOrders(
  sql: Sql,
  place: Place,
  page: OrderPage,
  isKnown: (item: SourceItem) => boolean,
): Promise<PreparedPage> {
  const fresh = newestCopies(page.orders.filter((order) => !isKnown(toItem(order))));
  const [stored, erased] = await Promise.all([
    findStoredOrders(sql, place.shop.shopId, [...fresh.keys()]),
    listErasedBuyers(sql, place.shop.shopId),
  ]);
  const { mapped, aside } = await mapInTurns([...fresh.values()], { ...place, erased });
  const malformed = [...page.malformed, ...aside].map((one) => ({
    ...one,
    raw: withoutErased(one.raw, erased),
  }));
  const storedById = new Map(stored.map((order) => [order.orderId, order]));
  const differing = await keepDiffering(sql, place, mapped, storedById);
  const isWorthLogging = differing.length > 0 || (await hasNewRejects(sql, place, malformed));
  const body = isWorthLogging ? await gzipPage(mapped, malformed) : null;
  const replaced = differing.map(({ row }) => row.orderId).filter((id) => storedById.has(id));
  const seenIds = mapped.map(({ row }) => row.orderId);
  const writing = { differing, replaced, malformed, aside: aside.length, body, seenIds };
  return {
    fetched: fresh.size,
    write: (tx) => writeOrders(tx, place, writing),
    writeOneByOne: (tx) => writeOrdersOneByOne(tx, place, writing),
  };
}

/** Trusts the content hash, or compares column by column where the stored row itself is in doubt. */
async function keepDiffering(
  sql: Sql,
  { isThorough }: Place,
  mapped: MappedOrder[],
  storedById: Map<string, StoredOrder>,
): Promise<MappedOrder[]> {
  if (!isThorough) return mapped.filter(({ row }) => brings(row, storedById.get(row.orderId)));
  const rows = mapped.map(({ row }) => row);
  const ids = new Set(await findDifferingOrders(sql, rows, uniqueLines(mapped)));
  return mapped.filter(({ row }) => ids.has(row.orderId));
}

function brings(row: MappedOrder["row"], stored: StoredOrder | undefined): boolean {
  if (!stored || stored.vanishedAt !== null) return true;
  const difference = Date.parse(String(row.updateTime)) - Date.parse(stored.updateTime);
  return difference > 0 || (difference === 0 && row.contentHash !== stored.contentHash);
}

async function hasNewRejects(sql: Sql, { shop }: Place, malformed: MalformedOrder[]): Promise<boolean> {
  const keys = malformed.map((order) => toReject(order).rejectKey);
  return keys.length > 0 && (await countOpenRejects(sql, shop.shopId, keys)) < new Set(keys).size;
}
