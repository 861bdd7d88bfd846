import "server-only";
import { getSql, type TransactionSql } from "./client";

/** Runs the writes of one page as one transaction: its records, what goes with them, and last its progress. */
export function inTransaction<Written, Result>(
  write: (tx: TransactionSql) => Promise<Written>,
  also: ((tx: TransactionSql) => Promise<unknown>) | undefined,
  conclude: (tx: TransactionSql, written: Written) => Promise<Result>,
): Promise<Result> {
  return getSql().begin(async (tx) => {
    const written = await write(tx);
    await also?.(tx);
    return conclude(tx, written);
  }) as Promise<Result>;
}
