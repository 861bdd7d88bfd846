import "server-only";
import type { SqlRunner, TransactionSql } from "../client";
import { getSql } from "../client";
import { limitTransaction } from "../transaction";
import { insertDispatch, insertStatuses } from "./order-rollups";
import { nameUnpaidSkus, rebuildProductSpans } from "./product-rollups";
import { noteRestatements, readClosedDays, readRebuiltDays } from "./restatements";
import { insertSales, insertSegments } from "./sales-rollups";

/**
 * Marks the shop-local days of these instants; each mark is a row of its own, so marking never waits.
 *
 * @param isStateOnly only what depends on where orders stand is to be rebuilt.
 */
export async function markStaleDays(
  sql: SqlRunner,
  shop: { shopId: string; timezone: string },
  instants: string[],
  isStateOnly = false,
): Promise<void> {
  if (instants.length === 0) return;
  await sql`
    insert into stale_days (shop_id, day, is_state_only)
    select distinct ${shop.shopId}::text, (instant::timestamptz at time zone ${shop.timezone})::date,
      ${isStateOnly}::boolean
    from unnest(${instants}::text[]) as instant`;
}

/**
 * Marks the days on which these orders were paid: what they count for has changed, though they have not. A rebuild waits
 * for the caller's transaction, else one that comes between finding an order missing here and the commit would clear the
 * mark of the order itself too early.
 */
export async function markStaleOrders(
  sql: SqlRunner,
  shop: { shopId: string; timezone: string },
  orderIds: string[],
): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${`rollups:${shop.shopId}`}, 0))`;
  await sql`
    insert into stale_days (shop_id, day)
    select distinct ${shop.shopId}::text, (paid_time at time zone ${shop.timezone})::date
    from orders
    where shop_id = ${shop.shopId} and order_id = any(${orderIds}::text[]) and paid_time is not null`;
}

/**
 * Rebuilds every rollup of the newest marked days from base rows and clears the marks, in one transaction: a crash
 * leaves work pending, never a wrong total. The marks are read first, so whatever was committed before them is in the
 * snapshot of the statements that follow; a mark that arrives meanwhile stays.
 *
 * @param runId whose doing it is; null when no run is at it.
 * @returns how many days were rebuilt.
 */
export async function rebuildStaleDays(
  shopId: string,
  limitDays: number,
  runId: string | null = null,
): Promise<number> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const marks = await takeMarks(tx, shopId, limitDays);
    const days = new Set(marks.map(({ day }) => day));
    const whole = new Set(marks.filter(({ isStateOnly }) => !isStateOnly).map(({ day }) => day));
    await Promise.all([
      rebuildDays(tx, { shopId, days: [...whole], runId }),
      rebuildStates(
        tx,
        shopId,
        [...days].filter((day) => !whole.has(day)),
      ),
      clearMarks(tx, shopId, marks),
    ]);
    return days.size;
  });
}

/** What `rebuildDays` fills: tables with a `shop_id` and a `day`; all columns but `rebuilt_at` are figures. */
export const rollupTables = [
  "daily_sales",
  "hourly_sales",
  "daily_segment_sales",
  "daily_region_sales",
  "daily_product_sales",
  "daily_sku_sales",
  "daily_order_status",
  "daily_dispatch",
];

/** Those of them that depend on where an order stands. */
const stateTables = ["daily_segment_sales", "daily_order_status", "daily_dispatch"];

export type Rebuild = { shopId: string; days: string[]; runId: string | null };

/**
 * Every rollup of these days anew, from base rows, and the weeks and months they are part of. Figures of past days that
 * are others afterwards are written down, between the same two statements that make them so.
 */
export async function rebuildDays(tx: TransactionSql, rebuild: Rebuild): Promise<void> {
  const { shopId, days } = rebuild;
  if (days.length === 0) return;
  const [before, , after] = await Promise.all([
    readClosedDays(tx, rebuild),
    replaceDays(tx, shopId, days),
    readRebuiltDays(tx, shopId, days),
  ]);
  await noteRestatements(tx, rebuild, before, after);
}

async function replaceDays(tx: TransactionSql, shopId: string, days: string[]): Promise<void> {
  await Promise.all([
    ...emptyDays(tx, rollupTables, shopId, days),
    insertSales(tx, shopId, days),
    insertStatuses(tx, shopId, days),
    insertDispatch(tx, shopId, days),
    nameUnpaidSkus(tx, shopId, days),
    ...rebuildProductSpans(tx, shopId, days),
  ]);
}

/** What sales add up to is the same as before; where the orders stand is not. */
async function rebuildStates(tx: TransactionSql, shopId: string, days: string[]): Promise<void> {
  if (days.length === 0) return;
  await Promise.all([
    ...emptyDays(tx, stateTables, shopId, days),
    insertSegments(tx, shopId, days),
    insertStatuses(tx, shopId, days),
    insertDispatch(tx, shopId, days),
  ]);
}

function emptyDays(tx: TransactionSql, tables: string[], shopId: string, days: string[]) {
  return tables.map(
    (table) => tx`delete from ${tx(table)} where shop_id = ${shopId} and day = any(${days}::text[]::date[])`,
  );
}

export type StaleMark = { markId: string; day: string };

/** Takes marks away that were read before their days were rebuilt in the same transaction. */
export async function clearMarks(tx: TransactionSql, shopId: string, marks: StaleMark[]): Promise<void> {
  const markIds = marks.map(({ markId }) => markId);
  await tx`delete from stale_days where shop_id = ${shopId} and mark_id = any(${markIds}::text[]::bigint[])`;
}

/** One rebuild of a shop at a time, until the transaction ends. */
export async function lockRollups(tx: TransactionSql, shopId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`rollups:${shopId}`}, 0))`;
}

async function takeMarks(
  tx: TransactionSql,
  shopId: string,
  limitDays: number,
): Promise<(StaleMark & { isStateOnly: boolean })[]> {
  await lockRollups(tx, shopId);
  return tx<(StaleMark & { isStateOnly: boolean })[]>`
    select m.mark_id as "markId", m.day::text as day, m.is_state_only as "isStateOnly"
    from stale_days m
    where m.shop_id = ${shopId} and m.day in (
      select distinct day from stale_days where shop_id = ${shopId} order by day desc limit ${limitDays})`;
}
