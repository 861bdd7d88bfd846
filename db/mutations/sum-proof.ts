import "server-only";
import type { TransactionSql } from "../client";
import { buyerTables, lockBuyers, rebuildBuyers } from "./buyer-rollups";
import { rebuildProductSpans } from "./product-rollups";
import { hashOfRows, tryOut } from "./proof";
import { lockRollups } from "./rollups";

/**
 * The sums that are no figures of one day: products by week and month, buyers. Each is made anew from what it stands
 * for and compared with what was there; buyers that are marked to be rebuilt anyway count as no difference.
 *
 * @returns the tables that were different.
 */
export async function proveSums(shopId: string, isDryRun: boolean): Promise<string[]> {
  return [...(await proveSpans(shopId, isDryRun)), ...(await proveBuyers(shopId, isDryRun))];
}

function proveSpans(shopId: string, isDryRun: boolean): Promise<string[]> {
  return tryOut(isDryRun, async (tx) => {
    await lockRollups(tx, shopId);
    const days = await tx<{ day: string }[]>`
      select day::text as day from daily_product_sales where shop_id = ${shopId}
      union select starts_on::text from product_sales_spans where shop_id = ${shopId}`;
    const rebuild = () =>
      Promise.all(
        rebuildProductSpans(
          tx,
          shopId,
          days.map(({ day }) => day),
        ),
      );
    return compareAround(tx, shopId, ["product_sales_spans"], rebuild);
  });
}

function proveBuyers(shopId: string, isDryRun: boolean): Promise<string[]> {
  return tryOut(isDryRun, async (tx) => {
    await lockBuyers(tx, shopId);
    const marks = await listMarks(tx, shopId);
    const differing = await compareAround(tx, shopId, buyerTables, () => rebuildBuyers(tx, shopId));
    const hasMarks = (await listMarks(tx, shopId)).length > 0;
    await tx`delete from stale_buyers where shop_id = ${shopId} and mark_id = any(${marks}::text[]::bigint[])`;
    return hasMarks ? [] : differing;
  });
}

async function listMarks(tx: TransactionSql, shopId: string): Promise<string[]> {
  const rows = await tx<{ markId: string }[]>`
    select mark_id as "markId" from stale_buyers where shop_id = ${shopId}`;
  return rows.map(({ markId }) => markId);
}

async function compareAround(
  tx: TransactionSql,
  shopId: string,
  tables: string[],
  rebuild: () => Promise<unknown>,
): Promise<string[]> {
  const hashAll = () => Promise.all(tables.map((table) => hashTable(tx, shopId, table)));
  const before = await hashAll();
  await rebuild();
  const after = await hashAll();
  return tables.filter((_table, index) => before[index] !== after[index]);
}

async function hashTable(tx: TransactionSql, shopId: string, table: string): Promise<string> {
  const rows = await tx<{ hash: string }[]>`
    select ${hashOfRows(tx)} as hash from ${tx(table)} t where shop_id = ${shopId}`;
  return rows[0]?.hash ?? "";
}
