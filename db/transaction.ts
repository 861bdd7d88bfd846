import "server-only";
import { getSql, type TransactionSql } from "./client";

/**
 * A worker that freezes in mid-transaction must not hold its rows longer than its lease: the database ends it. Set for the
 * transaction only, so that it works behind a pooler.
 */
const lockTimeout = "10s";
const idleTimeout = "15s";

export async function limitTransaction(tx: TransactionSql): Promise<void> {
  await tx`select set_config('lock_timeout', ${lockTimeout}, true),
    set_config('idle_in_transaction_session_timeout', ${idleTimeout}, true)`;
}

/** Runs the writes of one page as one transaction: its records, what goes with them, and last its progress. */
export function inTransaction<Written, Result>(
  write: (tx: TransactionSql) => Promise<Written>,
  also: ((tx: TransactionSql) => Promise<unknown>) | undefined,
  conclude: (tx: TransactionSql, written: Written) => Promise<Result>,
): Promise<Result> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const written = await write(tx);
    await also?.(tx);
    return conclude(tx, written);
  }) as Promise<Result>;
}
