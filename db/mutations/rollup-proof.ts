import "server-only";
import { getSql, type TransactionSql } from "../client";
import { hashOfRows, tryOut } from "./proof";
import { clearMarks, lockRollups, rebuildDays, rollupTables, type StaleMark } from "./rollups";

/** A transaction of some 50 ms. */
const daysPerStep = 20;

type ProofOptions = {
  /** Rebuilds, compares, and rolls back. */
  isDryRun: boolean;
  /** Only so many days, picked at random; all unless given. */
  sampleDays?: number | undefined;
  /** Whose doing it is that figures of past days change; none unless given. */
  runId?: string | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
};

/**
 * Rebuilds every rollup of every day that has orders or figures, and compares each with what was there. Days that are
 * marked to be rebuilt anyway are rebuilt, and count as no difference.
 *
 * @returns by rollup, on how many days it was different; empty when every figure was right.
 */
export async function proveRollups(shopId: string, options: ProofOptions): Promise<Record<string, number>> {
  const days = await listDays(shopId, options.sampleDays);
  const differing: Record<string, number> = {};
  for (let from = 0; from < days.length; from += daysPerStep) {
    for (const table of await proveDays(shopId, days.slice(from, from + daysPerStep), options))
      differing[table] = (differing[table] ?? 0) + 1;
    options.onProgress?.(Math.min(days.length, from + daysPerStep), days.length);
  }
  return differing;
}

async function listDays(shopId: string, sampleDays: number | undefined): Promise<string[]> {
  const sql = getSql();
  const stored = rollupTables.map(
    (table) => sql`union select day from ${sql(table)} where shop_id = ${shopId}`,
  );
  const rows = await sql<{ day: string }[]>`
    select day::text as day from (
      select (create_time at time zone s.timezone)::date as day
      from orders o join shops s using (shop_id) where o.shop_id = ${shopId}
      union
      select (paid_time at time zone s.timezone)::date
      from orders o join shops s using (shop_id) where o.shop_id = ${shopId} and paid_time is not null
      ${stored}
    ) d order by ${sampleDays === undefined ? sql`day desc` : sql`random()`} limit ${sampleDays ?? null}`;
  return rows.map(({ day }) => day);
}

/** @returns the name of a rollup for each day on which it was different. */
function proveDays(shopId: string, days: string[], options: ProofOptions): Promise<string[]> {
  return tryOut(options.isDryRun, async (tx) => {
    await lockRollups(tx, shopId);
    const marks = await listMarks(tx, shopId, days);
    const before = await hashDays(tx, shopId, days);
    await rebuildDays(tx, { shopId, days, runId: options.runId ?? null });
    const after = await hashDays(tx, shopId, days);
    // Read again: an order may have changed, and marked its day, between the two readings of the figures.
    const marked = new Set((await listMarks(tx, shopId, days)).map(({ day }) => day));
    await clearMarks(tx, shopId, marks);
    return [...new Set([...before.keys(), ...after.keys()])]
      .filter((key) => before.get(key) !== after.get(key))
      .map((key) => key.split(" "))
      .flatMap(([table = "", day = ""]) => (marked.has(day) ? [] : [table]));
  });
}

function listMarks(tx: TransactionSql, shopId: string, days: string[]): Promise<StaleMark[]> {
  return tx<StaleMark[]>`
    select mark_id as "markId", day::text as day from stale_days
    where shop_id = ${shopId} and day = any(${days}::text[]::date[])`;
}

/** Keyed by table and day. */
async function hashDays(tx: TransactionSql, shopId: string, days: string[]): Promise<Map<string, string>> {
  const found = await Promise.all(
    rollupTables.map(
      (table) => tx<{ day: string; hash: string }[]>`
        select day::text as day, ${hashOfRows(tx)} as hash from ${tx(table)} t
        where shop_id = ${shopId} and day = any(${days}::text[]::date[])
        group by day`,
    ),
  );
  return new Map(
    found.flatMap((rows, index) =>
      rows.map(({ day, hash }) => [`${rollupTables[index]} ${day}`, hash] as const),
    ),
  );
}
