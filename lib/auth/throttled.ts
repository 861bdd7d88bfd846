import "server-only";
import { createHash } from "node:crypto";
import {
  type Admission,
  type CounterKey,
  chargeSignIn,
  clearSignInCounters,
  settleSignIn,
} from "@/db/mutations/sign-in-counters";
import { addressGroup } from "@/lib/client-address";
import type { CounterKind } from "@/lib/sign-in-throttle";
import { knownDevice } from "./device";
import { requestOrigin } from "./request-origin";

function keyOf(kind: CounterKind, text: string): CounterKey {
  return `${kind}:${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
}

/** The counters of a try: the account's and the visitor's address, or instead of the account's those of a known browser. */
async function counterKeys(email: string): Promise<CounterKey[]> {
  const { address } = await requestOrigin();
  const visitor = address === null ? null : addressGroup(address);
  const device = await knownDevice(email);
  const own: CounterKey[] = device
    ? [keyOf("device", `${email}\n${device}`)]
    : [keyOf("pair", `${email}\n${visitor}`), keyOf("account", email)];
  return visitor === null ? own : [...own, keyOf("address", visitor)];
}

export type Try = Admission & { end(isRight: boolean): Promise<void> };

/** Begins a try of a password for an account, whether there is such an account or not. */
export async function beginTry(email: string): Promise<Try> {
  const keys = await counterKeys(email);
  const admission = await chargeSignIn(keys);
  return { ...admission, end: (isRight) => settleSignIn(keys, isRight ? "right" : "wrong") };
}

/**
 * Counts that somebody wants a link mailed to an address, whether or not it belongs to anybody here.
 * @returns how long to wait first; 0 when it may go out.
 */
export async function countAsking(email: string): Promise<number> {
  const { address } = await requestOrigin();
  const keys: CounterKey[] = [keyOf("asked", email)];
  if (address !== null) keys.push(keyOf("asker", addressGroup(address)));
  return askBy(keys);
}

/** Charges one more link to these counters; one that has to wait is not charged. @returns how long to wait first. */
export async function askBy(keys: CounterKey[]): Promise<number> {
  const { waitMs } = await chargeSignIn(keys);
  if (waitMs === 0) await settleSignIn(keys, "wrong");
  return waitMs;
}

/** For a person whose password was just set anew: what strangers guessed wrong counts no longer. */
export async function forgiveTries(email: string): Promise<void> {
  const keys = (await counterKeys(email)).filter((key) => !key.startsWith("address:"));
  await clearSignInCounters([...keys, keyOf("account", email)]);
}
