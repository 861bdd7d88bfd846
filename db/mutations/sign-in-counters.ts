import "server-only";
import {
  type Charge,
  type Counter,
  type CounterKind,
  charge,
  type Outcome,
  settle,
} from "@/lib/sign-in-throttle";
import { getSql, type TransactionSql } from "../client";
import { limitTransaction } from "../transaction";

/** A counter's name: its kind, a colon, and a hash; nobody's address stands in the table. */
export type CounterKey = `${CounterKind}:${string}`;

type Row = {
  key: CounterKey;
  failures: number;
  pending: number;
  refusals: number;
  changedAtMs: number;
  blockedUntilMs: number | null;
  nowMs: number;
};

const kindOf = (key: CounterKey) => key.slice(0, key.indexOf(":")) as CounterKind;

/** The counters under lock, by the database's clock; in one order everywhere, so that two tries never wait crosswise. */
async function lockCounters(tx: TransactionSql, keys: CounterKey[]): Promise<Row[]> {
  const sorted = [...new Set(keys)].sort();
  await tx`
    insert into sign_in_counters (key, changed_at)
    select key, clock_timestamp() from unnest(${sorted}::text[]) as wanted(key) order by key
    on conflict do nothing`;
  return tx<Row[]>`
    select key, failures, pending, refusals,
      (extract(epoch from changed_at) * 1000)::float8 as "changedAtMs",
      (extract(epoch from blocked_until) * 1000)::float8 as "blockedUntilMs",
      (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"
    from sign_in_counters where key = any(${sorted}::text[])
    order by key
    for update`;
}

async function saveCounter(tx: TransactionSql, key: CounterKey, counter: Counter): Promise<void> {
  await tx`
    update sign_in_counters set failures = ${counter.failures}, pending = ${counter.pending},
      refusals = ${counter.refusals}, changed_at = to_timestamp(${counter.changedAtMs}::float8 / 1000),
      blocked_until = to_timestamp(${counter.blockedUntilMs}::float8 / 1000)
    where key = ${key}`;
}

/** At most as many as a try can add, so that the table holds a day's counters whatever is thrown at it. */
async function forgetOld(): Promise<void> {
  await getSql()`
    delete from sign_in_counters where key in (
      select key from sign_in_counters where changed_at < now() - interval '1 day'
      order by changed_at limit 4 for update skip locked)`;
}

export type Admission = { waitMs: number; isFirstRefusal: boolean };

/** Lets a try in when every counter does. @returns how long to wait, 0 when it may begin. */
export async function chargeSignIn(keys: CounterKey[]): Promise<Admission> {
  await forgetOld();
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const rows = await lockCounters(tx, keys);
    const charges = rows.map((row) => ({ row, ...chargeRow(row) }));
    const waitMs = Math.max(0, ...charges.map((item) => item.waitMs));
    const refused = charges.filter((item) => item.waitMs > 0);
    // A try that one counter refuses is charged to none of the others.
    for (const { row, counter } of waitMs > 0 ? refused : charges) await saveCounter(tx, row.key, counter);
    return { waitMs, isFirstRefusal: refused.some(({ counter }) => counter.refusals === 1) };
  });
}

function chargeRow(row: Row): Charge {
  return charge(kindOf(row.key), row, row.nowMs);
}

/** Books the end of a try that was let in. */
export async function settleSignIn(keys: CounterKey[], outcome: Outcome): Promise<void> {
  await getSql().begin(async (tx) => {
    await limitTransaction(tx);
    for (const row of await lockCounters(tx, keys)) {
      await saveCounter(tx, row.key, settle(kindOf(row.key), row, outcome, row.nowMs));
    }
  });
}

/** A person who has just set a new password starts afresh. */
export async function clearSignInCounters(keys: CounterKey[]): Promise<void> {
  await getSql()`delete from sign_in_counters where key = any(${keys}::text[])`;
}
