import { hash32 } from "./dice";
import { HISTORY_SEC, HOUR_SEC, type Rhythm } from "./rhythm";

const HISTORY_SALT = 21;
const LIVE_SALT = 22;
const HISTORY_HOURS = HISTORY_SEC / HOUR_SEC;

export interface History {
  /** Ascending; one entry per order. */
  createSec: Uint32Array;
  ordersPerWeight: number;
}

/** Spreads exactly `orders` create times over the history, as densely as the rhythm says. */
export function plotHistory(orders: number, seed: number, epochSec: number, rhythm: Rhythm): History {
  const startSec = epochSec - HISTORY_SEC;
  const cumulative = new Float64Array(HISTORY_HOURS + 1);
  for (let hour = 0; hour < HISTORY_HOURS; hour++) {
    cumulative[hour + 1] = (cumulative[hour] ?? 0) + rhythm.weight(startSec + hour * HOUR_SEC);
  }
  const totalWeight = cumulative[HISTORY_HOURS] ?? 1;
  const createSec = new Uint32Array(orders);
  let hour = 0;
  for (let i = 0; i < orders; i++) {
    const target = ((i + hash32(seed, i, HISTORY_SALT) / 2 ** 32) / orders) * totalWeight;
    while (hour < HISTORY_HOURS - 1 && (cumulative[hour + 1] ?? 0) <= target) hour += 1;
    const from = cumulative[hour] ?? 0;
    const share = (target - from) / ((cumulative[hour + 1] ?? 0) - from);
    createSec[i] = Math.min(epochSec - 1, startSec + Math.floor((hour + share) * HOUR_SEC));
  }
  return { createSec, ordersPerWeight: orders / totalWeight };
}

/** Create times of the orders that arrive in the given hour after the epoch, ascending. */
export function plotLiveHour(
  hourIndex: number,
  seed: number,
  epochSec: number,
  rhythm: Rhythm,
  perWeight: number,
) {
  const startSec = epochSec + hourIndex * HOUR_SEC;
  const roll = (salt: number) => hash32(seed, hourIndex, LIVE_SALT + salt) / 2 ** 32;
  const count = poisson(rhythm.weight(startSec) * perWeight, roll);
  const times = Array.from({ length: count }, (_, i) => startSec + Math.floor(roll(100_000 + i) * HOUR_SEC));
  return times.sort((a, b) => a - b);
}

function poisson(mean: number, roll: (salt: number) => number): number {
  // A sum of halves keeps exp() away from underflow when a test asks for a very busy shop.
  if (mean > 300) return poisson(mean / 2, roll) + poisson(mean / 2, (salt) => roll(salt + 40_000));
  const limit = Math.exp(-mean);
  let product = 1;
  let count = -1;
  do {
    count += 1;
    product *= roll(count) || 1e-9;
  } while (product > limit);
  return count;
}
