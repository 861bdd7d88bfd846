import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { type CounterKey, chargeSignIn, settleSignIn } from "@/db/mutations/sign-in-counters";
import { prepareAppDatabase } from "../../helpers/app-database";

prepareAppDatabase();

const keysOf = (name: string): CounterKey[] => [`pair:${name}`, `account:${name}`, `address:${name}`];

async function fail(keys: CounterKey[]): Promise<number> {
  const { waitMs } = await chargeSignIn(keys);
  if (waitMs === 0) await settleSignIn(keys, "wrong");
  return waitMs;
}

/** As if the waits had been going on for an hour: no test depends on how fast it runs. */
async function block(key: CounterKey): Promise<void> {
  await getSql()`update sign_in_counters set blocked_until = now() + interval '1 hour' where key = ${key}`;
}

it("after five wrong passwords the sixth try waits, on whichever instance it arrives", async () => {
  const keys = keysOf("six");
  for (let index = 0; index < 5; index++) expect(await fail(keys)).toBe(0);
  const waits = await getSql()`
    select key, round(extract(epoch from blocked_until - changed_at))::int as seconds
    from sign_in_counters where key = any(${keys}::text[]) order by key`;
  expect(waits.map(({ seconds }) => seconds)).toEqual([null, null, 2]);
  await block("pair:six");
  expect(await fail(keys)).toBeGreaterThan(0);
});

it("tries of two people that share an address never wait crosswise, and none is lost", async () => {
  const [ann, bob] = [
    ["pair:ann", "account:ann", "address:office"],
    ["address:office", "pair:bob", "account:bob"],
  ] as [CounterKey[], CounterKey[]];
  const tries = Array.from({ length: 20 }, (_, index) => (index % 2 ? ann : bob));
  // All are let in before the first one fails: after a person's fifth failure the sixth would wait, as it should.
  const waits = await Promise.all(tries.map(async (keys) => (await chargeSignIn(keys)).waitMs));
  expect(waits).toEqual(Array(20).fill(0));
  await Promise.all(tries.map((keys) => settleSignIn(keys, "wrong")));
  const [office] = await getSql()`
    select round(failures)::int as failures, pending from sign_in_counters where key = 'address:office'`;
  expect(office).toEqual({ failures: 20, pending: 0 });
});

it("a try that one counter refuses is charged to none of the others, and the first refusal is told apart", async () => {
  const keys = keysOf("refused");
  await fail(keys);
  await block("pair:refused");
  const other: CounterKey[] = ["pair:refused", "account:else", "address:else"];
  const refusals = [await chargeSignIn(other), await chargeSignIn(other)];
  expect(refusals.map(({ waitMs }) => waitMs > 0)).toEqual([true, true]);
  expect(refusals.map(({ isFirstRefusal }) => isFirstRefusal)).toEqual([true, false]);
  const pending = await getSql()`select pending from sign_in_counters where key like '%:else'`;
  expect(pending).toEqual([{ pending: 0 }, { pending: 0 }]);
});

it("counters of yesterday are forgotten as new ones come", async () => {
  const sql = getSql();
  await sql`update sign_in_counters set changed_at = now() - interval '2 days'`;
  const [{ before } = { before: 0 }] = await sql`select count(*)::int as before from sign_in_counters`;
  for (let index = 0; index < 8; index++) await fail(keysOf(`new-${index}`));
  const [{ old } = { old: before }] = await sql`
    select count(*)::int as old from sign_in_counters where changed_at < now() - interval '1 day'`;
  expect(before).toBeGreaterThan(0);
  expect(old).toBe(0);
});
