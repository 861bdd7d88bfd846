import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Sql, TransactionSql } from "@/db/client";
import { appendOrderPage, type RejectRow, recordRejects, resolveRejects } from "@/db/mutations/order-pages";
import { markStaleDays } from "@/db/mutations/rollups";
import {
  findStoredOrders,
  lockStoredOrders,
  type StoredOrder,
  storeOrders,
} from "@/db/mutations/store-orders";
import { countOrdersCreated } from "@/db/queries/order-counts";
import type { SyncShop } from "@/db/queries/sync-work";
import { isRefusedValue } from "@/lib/errors";
import {
  type MalformedOrder,
  maxPageSize,
  type OrderPage,
  type ReadOrder,
  searchOrders,
} from "@/lib/tiktok/orders";
import { takeTurn } from "./cpu-turn";
import { type MappedOrder, mapOrder, withoutRecipient } from "./map-order";
import type { PreparedPage, SourceItem, SourcePage, SyncResource, Written } from "./resource";

const gzipAsync = promisify(gzip);
const gzipLevel = 3;
/** Mapping gives way to requests after this long: a page of the dashboard waits for one such slice, not for eight. */
const sliceMs = 4;

type Place = { shop: SyncShop; runId: string | null; nowIso: string };

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
        filter:
          span.field === "create_time"
            ? { createTimeGe: span.fromSec ?? undefined, createTimeLt: span.toSec ?? undefined }
            : { updateTimeGe: span.fromSec ?? undefined, updateTimeLt: span.toSec ?? undefined },
      },
      call,
    );
    return toSourcePage(page);
  },

  preparePage: (sql, place, page, isKnown) => prepareOrders(sql, place, page.payload, isKnown),

  countStored: countOrdersCreated,
};

export function toSourcePage(page: OrderPage): SourcePage<OrderPage> {
  return {
    items: page.orders.map(toItem),
    rejected: page.malformed.map((order) => ({
      createSec: order.createTimeSec,
      updateSec: order.updateTimeSec,
    })),
    nextPageToken: page.nextPageToken,
    totalCount: page.totalCount,
    serverTimeSec: page.serverTimeSec,
    payload: page,
  };
}

function toItem({ order }: ReadOrder): SourceItem {
  return { id: order.id, createSec: order.create_time, updateSec: order.update_time };
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
  const stored = await findStoredOrders(sql, place.shop.shopId, [...fresh.keys()]);
  const mapped = await mapInTurns([...fresh.values()], place);
  const storedById = new Map(stored.map((order) => [order.orderId, order]));
  const differing = mapped.filter(({ row }) => brings(row, storedById.get(row.orderId)));
  const isWorthLogging = differing.length > 0 || page.malformed.length > 0;
  const body = isWorthLogging ? await gzipPage(mapped, page.malformed) : null;
  const replaced = differing.map(({ row }) => row.orderId).filter((id) => storedById.has(id));
  const writing = {
    differing,
    replaced,
    malformed: page.malformed,
    body,
    seenIds: mapped.map(({ row }) => row.orderId),
  };
  return {
    fetched: fresh.size,
    write: (tx) => writeOrders(tx, place, writing),
    writeOneByOne: (tx) => writeOrdersOneByOne(tx, place, writing),
  };
}

/** One copy for each id: the newest, and of equally new ones the last. */
function newestCopies(orders: ReadOrder[]): Map<string, ReadOrder> {
  const newest = new Map<string, ReadOrder>();
  for (const read of orders) {
    const other = newest.get(read.order.id);
    if (!other || read.order.update_time >= other.order.update_time) newest.set(read.order.id, read);
  }
  return newest;
}

function brings(row: MappedOrder["row"], stored: StoredOrder | undefined): boolean {
  if (!stored) return true;
  const difference = Date.parse(String(row.updateTime)) - Date.parse(stored.updateTime);
  return difference > 0 || (difference === 0 && row.contentHash !== stored.contentHash);
}

async function mapInTurns(orders: ReadOrder[], { shop, nowIso }: Place): Promise<MappedOrder[]> {
  const mapped: MappedOrder[] = [];
  let sliceEndsAt = 0;
  for (const read of orders) {
    if (performance.now() > sliceEndsAt) {
      await takeTurn();
      sliceEndsAt = performance.now() + sliceMs;
    }
    mapped.push(mapOrder(read, shop, nowIso));
  }
  return mapped;
}

async function gzipPage(mapped: MappedOrder[], malformed: MalformedOrder[]): Promise<Buffer> {
  const unreadable = malformed.map(({ raw }) => JSON.stringify(cleanMalformed(raw)));
  return gzipAsync(`[${[...mapped.map(({ json }) => json), ...unreadable].join(",")}]`, { level: gzipLevel });
}

function cleanMalformed(raw: unknown): unknown {
  const isObject = typeof raw === "object" && raw !== null && !Array.isArray(raw);
  return isObject ? withoutRecipient(raw as Record<string, unknown>) : null;
}

type Writing = {
  differing: MappedOrder[];
  /** Ids of the differing orders that replace a stored copy. */
  replaced: string[];
  malformed: MalformedOrder[];
  body: Buffer | null;
  /** Ids of all readable orders of the page, changed or not. */
  seenIds: string[];
};

async function writeOrders(tx: TransactionSql, place: Place, page: Writing): Promise<Written> {
  const { shop } = place;
  const before = page.replaced.length > 0 ? await lockStoredOrders(tx, shop.shopId, page.replaced) : [];
  const rows = page.differing.map(({ row }) => row);
  const [counts] = await Promise.all([
    storeOrders(tx, rows, uniqueLines(page.differing)),
    rows.length > 0 ? markStaleDays(tx, shop, datesOf(rows, before)) : undefined,
    ...logPage(tx, place, page, page.seenIds, page.malformed.map(toReject)),
  ]);
  return { ...counts, refused: 0 };
}

/** Each order in a savepoint of its own; one that the database refuses is set aside with the database's reason. */
async function writeOrdersOneByOne(tx: TransactionSql, place: Place, page: Writing): Promise<Written> {
  const { shop } = place;
  const total = { inserted: 0, updated: 0, refused: 0 };
  const refused: RejectRow[] = [];
  for (const order of page.differing) {
    try {
      const before = await lockStoredOrders(tx, shop.shopId, [order.row.orderId]);
      const counts = await tx.savepoint((sp) => storeOrders(sp, [order.row], uniqueLines([order])));
      await markStaleDays(tx, shop, datesOf([order.row], before));
      total.inserted += counts.inserted;
      total.updated += counts.updated;
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      total.refused += 1;
      refused.push(toRefusal(order, error));
    }
  }
  const refusedIds = new Set(refused.map(({ orderId }) => orderId));
  const stored = page.seenIds.filter((id) => !refusedIds.has(id));
  await Promise.all(logPage(tx, place, page, stored, [...page.malformed.map(toReject), ...refused]));
  return total;
}

/** The page's place in the log, the orders set aside, and those that are aside no longer. */
function logPage(tx: TransactionSql, place: Place, page: Writing, storedIds: string[], rejects: RejectRow[]) {
  const { shop, runId, nowIso } = place;
  const entry = {
    shopId: shop.shopId,
    runId,
    fetchedAtIso: nowIso,
    orders: page.seenIds.length + page.malformed.length,
  };
  return [
    storedIds.length > 0 ? resolveRejects(tx, shop.shopId, storedIds, nowIso) : undefined,
    page.body ? appendOrderPage(tx, { ...entry, body: page.body }) : undefined,
    rejects.length > 0 ? recordRejects(tx, shop.shopId, runId, rejects, nowIso) : undefined,
  ];
}

function toRefusal({ row }: MappedOrder, error: unknown): RejectRow {
  const { code, message } = error as { code?: string; message?: string };
  const reason = `the database refuses it (${code}): ${(message ?? "").slice(0, 200)}`;
  return {
    rejectKey: row.orderId,
    orderId: row.orderId,
    createTimeIso: String(row.createTime),
    reasons: [reason],
  };
}

/** A line id stands once in a statement; of two orders that claim it, the later in the page has it. */
function uniqueLines(orders: MappedOrder[]) {
  const lines = new Map(
    orders.flatMap((order) => order.lines.map((line) => [line.lineItemId, line] as const)),
  );
  return [...lines.values()];
}

/** Every instant whose day's figures may change: creation and payment, as they are and as they were. */
function datesOf(rows: MappedOrder["row"][], before: StoredOrder[]): string[] {
  const instants = [...rows, ...before].flatMap(({ createTime, paidTime }) => [createTime, paidTime]);
  return [...new Set(instants.filter((instant): instant is string => typeof instant === "string"))];
}

function toReject(order: MalformedOrder): RejectRow {
  const hash = () =>
    createHash("sha256")
      .update(JSON.stringify(order.raw) ?? "")
      .digest("hex");
  return {
    rejectKey: order.orderId ?? `sha256:${hash()}`,
    orderId: order.orderId,
    createTimeIso: order.createTimeSec === null ? null : new Date(order.createTimeSec * 1000).toISOString(),
    reasons: order.reasons.slice(0, 20),
  };
}
