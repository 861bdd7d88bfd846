import "server-only";
import { getSql, type SqlRunner, type TransactionSql } from "../client";
import { limitTransaction } from "../transaction";

/** Ends a dry run's transaction without its writes. */
class DryRunOver<Result> extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super("dry run");
    this.result = result;
  }
}

/** Does work in a transaction; a dry run's is rolled back when the work is done. */
export async function tryOut<Result>(
  isDryRun: boolean,
  work: (tx: TransactionSql) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await getSql().begin(async (tx) => {
      await limitTransaction(tx);
      const done = await work(tx);
      if (isDryRun) throw new DryRunOver(done);
      return done;
    });
    return result as Result;
  } catch (error) {
    if (error instanceof DryRunOver) return error.result as Result;
    throw error;
  }
}

/** An aggregate over rows named `t`: equal for equal sets of rows, in whatever order, `rebuilt_at` apart. */
export function hashOfRows(sql: SqlRunner) {
  return sql`concat(count(*), ':', sum(hashtextextended((to_jsonb(t) - 'rebuilt_at')::text, 0)::numeric))`;
}
