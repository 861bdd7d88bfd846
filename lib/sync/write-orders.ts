import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { TransactionSql } from "@/db/client";
import { appendOrderPage, type RejectRow, recordRejects, resolveRejects } from "@/db/mutations/order-pages";
import { nothingStored, storeOrders } from "@/db/mutations/store-orders";
import { isRefusedValue } from "@/lib/errors";
import type { MalformedOrder } from "@/lib/tiktok/orders";
import { type MappedOrder, withoutRecipient } from "./map-order";
import { lockFigures, markChanged, markWhole } from "./mark-stale";
import type { PagePlace, Written } from "./resource";

const gzipAsync = promisify(gzip);
const gzipLevel = 3;

/** What of a page is to be written. */
export type Writing = {
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

/** The orders with their marks and their place in the log, in the transaction of their page. */
export async function writeOrders(tx: TransactionSql, place: PagePlace, page: Writing): Promise<Written> {
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
export async function writeOrdersOneByOne(
  tx: TransactionSql,
  place: PagePlace,
  page: Writing,
): Promise<Written> {
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
function logPage(
  tx: TransactionSql,
  place: PagePlace,
  page: Writing,
  storedIds: string[],
  rejects: RejectRow[],
) {
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

export function toReject(order: MalformedOrder): RejectRow {
  const hash = () => createHash("sha256").update(toJson(order.raw)).digest("hex");
  return {
    rejectKey: order.orderId ?? `sha256:${hash()}`,
    orderId: order.orderId,
    createTimeIso: order.createTimeSec === null ? null : new Date(order.createTimeSec * 1000).toISOString(),
    reasons: order.reasons.slice(0, 20),
  };
}

/** A page as its log keeps it, those that could not be read at its end. Compressed off the main thread. */
export async function gzipPage(mapped: MappedOrder[], malformed: MalformedOrder[]): Promise<Buffer> {
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
