import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Sql, TransactionSql } from "@/db/client";
import { analyzeOrders } from "@/db/mutations/maintenance";
import {
  appendOrderPage,
  countOpenRejects,
  type RejectRow,
  recordRejects,
  resolveRejects,
} from "@/db/mutations/order-pages";
import {
  findDifferingOrders,
  findStoredOrders,
  nothingStored,
  type StoredOrder,
  storeOrders,
} from "@/db/mutations/store-orders";
import { listErasedBuyers } from "@/db/queries/erased-buyers";
import { countOrders, findMiddleSec } from "@/db/queries/order-counts";
import { type ErasedBuyer, findStandIn, withStandIn } from "@/lib/erased-buyers";
import { isRefusedValue } from "@/lib/errors";
import { orderStatuses } from "@/lib/search-params";
import {
  type MalformedOrder,
  maxPageSize,
  type OrderFilter,
  type OrderPage,
  type ReadOrder,
  searchOrders,
} from "@/lib/tiktok/orders";
import { takeTurn } from "./cpu-turn";
import { type MappedOrder, mapOrder, withoutRecipient } from "./map-order";
import { lockFigures, markChanged, markWhole } from "./mark-stale";
import { toItem, toSourcePage } from "./order-source";
import { ordersById } from "./orders-by-id";
import type { PagePlace, PreparedPage, SourceItem, SpanRequest, SyncResource, Written } from "./resource";

const gzipAsync = promisify(gzip);
const gzipLevel = 3;
/** Mapping gives way to requests after this long: a page of the dashboard waits for one such slice, not for eight. */
const sliceMs = 4;

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

/** Whoever was erased stays so, whatever TikTok goes on saying. */
function withoutErased(raw: unknown, erased: readonly ErasedBuyer[]): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  const record = raw as Record<string, unknown>;
  const standIn = findStandIn(erased, record.user_id);
  return standIn === null ? raw : withStandIn(record, standIn);
}

function anonymize(read: ReadOrder, erased: readonly ErasedBuyer[]): ReadOrder {
  const standIn = findStandIn(erased, read.order.user_id);
  if (standIn === null) return read;
  const order = { ...read.order, user_id: standIn, buyer_nickname: null };
  return { raw: withStandIn(read.raw, standIn), order };
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

/** One copy for each id: the newest, and of equally new ones the last. */
export function newestCopies(orders: ReadOrder[]): Map<string, ReadOrder> {
  const newest = new Map<string, ReadOrder>();
  for (const read of orders) {
    const other = newest.get(read.order.id);
    if (!other || read.order.update_time >= other.order.update_time) newest.set(read.order.id, read);
  }
  return newest;
}

function brings(row: MappedOrder["row"], stored: StoredOrder | undefined): boolean {
  if (!stored || stored.vanishedAt !== null) return true;
  const difference = Date.parse(String(row.updateTime)) - Date.parse(stored.updateTime);
  return difference > 0 || (difference === 0 && row.contentHash !== stored.contentHash);
}

/** An order nested so deeply that it cannot be written down as JSON is set aside like one that cannot be read. */
export async function mapInTurns(
  orders: ReadOrder[],
  {
    shop,
    nowIso,
    seenAtSec,
    erased,
  }: Pick<Place, "nowIso" | "seenAtSec"> & {
    shop: { shopId: string; currency: string };
    erased: readonly ErasedBuyer[];
  },
) {
  const mapped: MappedOrder[] = [];
  const aside: MalformedOrder[] = [];
  let sliceEndsAt = 0;
  for (const read of orders) {
    if (performance.now() > sliceEndsAt) {
      await takeTurn();
      sliceEndsAt = performance.now() + sliceMs;
    }
    try {
      mapped.push(
        mapOrder(anonymize(read, erased), shop, { storedAtIso: nowIso, seenAtSec: seenAtSec ?? null }),
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      aside.push(tooDeep(read));
    }
  }
  return { mapped, aside };
}

function tooDeep({ order }: ReadOrder): MalformedOrder {
  return {
    raw: null,
    orderId: order.id,
    createTimeSec: order.create_time,
    updateTimeSec: order.update_time,
    reasons: ["order: is nested too deeply to be stored"],
  };
}

async function hasNewRejects(sql: Sql, { shop }: Place, malformed: MalformedOrder[]): Promise<boolean> {
  const keys = malformed.map((order) => toReject(order).rejectKey);
  return keys.length > 0 && (await countOpenRejects(sql, shop.shopId, keys)) < new Set(keys).size;
}

async function gzipPage(mapped: MappedOrder[], malformed: MalformedOrder[]): Promise<Buffer> {
  const unreadable = malformed.map(({ raw }) => toJson(cleanMalformed(raw)));
  return gzipAsync(`[${[...mapped.map(({ json }) => json), ...unreadable].join(",")}]`, { level: gzipLevel });
}

/** `null` for what is nested too deeply to be written. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch (error) {
    if (error instanceof RangeError) return "null";
    throw error;
  }
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
  /** How many of the malformed were readable, and could not be written. */
  aside: number;
  body: Buffer | null;
  /** Ids of all readable orders of the page, changed or not. */
  seenIds: string[];
};

async function writeOrders(tx: TransactionSql, place: Place, page: Writing): Promise<Written> {
  const { shop } = place;
  const before = await lockFigures(tx, shop.shopId, page.replaced);
  const known = new Set(before.map(({ orderId }) => orderId));
  const rows = page.differing.map(({ row }) => row);
  const [counts] = await Promise.all([
    storeOrders(tx, rows, uniqueLines(page.differing), place),
    markWhole(
      tx,
      shop,
      rows.filter(({ orderId }) => !known.has(orderId)),
    ),
    ...logPage(tx, place, page, page.seenIds, page.malformed.map(toReject)),
  ]);
  await markChanged(tx, shop, before);
  return { ...counts, refused: page.aside };
}

/** Each order in a savepoint of its own; one that the database refuses is set aside with the database's reason. */
async function writeOrdersOneByOne(tx: TransactionSql, place: Place, page: Writing): Promise<Written> {
  const { shop } = place;
  const total = { ...nothingStored, refused: page.aside };
  const refused: RejectRow[] = [];
  for (const order of page.differing) {
    try {
      const before = await lockFigures(tx, shop.shopId, [order.row.orderId]);
      const counts = await tx.savepoint((sp) => storeOrders(sp, [order.row], uniqueLines([order]), place));
      await (before.length > 0 ? markChanged(tx, shop, before) : markWhole(tx, shop, [order.row]));
      for (const key of ["inserted", "updated", "missing", "changed"] as const) total[key] += counts[key];
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
export function uniqueLines(orders: MappedOrder[]) {
  const lines = new Map(
    orders.flatMap((order) => order.lines.map((line) => [line.lineItemId, line] as const)),
  );
  return [...lines.values()];
}

function toReject(order: MalformedOrder): RejectRow {
  const hash = () => createHash("sha256").update(toJson(order.raw)).digest("hex");
  return {
    rejectKey: order.orderId ?? `sha256:${hash()}`,
    orderId: order.orderId,
    createTimeIso: order.createTimeSec === null ? null : new Date(order.createTimeSec * 1000).toISOString(),
    reasons: order.reasons.slice(0, 20),
  };
}
