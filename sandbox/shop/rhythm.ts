import { hash32 } from "./dice";
import type { ShopZone } from "./zone";

export const HOUR_SEC = 3_600;
export const HISTORY_SEC = 425 * 86_400;

const HOUR_WEIGHTS = [
  0.55, 0.35, 0.22, 0.16, 0.15, 0.22, 0.4, 0.62, 0.8, 0.95, 1.05, 1.12, 1.2, 1.15, 1.05, 1.02, 1.08, 1.2,
  1.42, 1.7, 1.95, 2.0, 1.6, 1.02,
];
const WEEKDAY_WEIGHTS = [1.14, 0.96, 0.93, 0.95, 0.98, 1.02, 1.1];
/** First day, last day (month × 100 + day in shop time) and how much busier than usual. */
const CAMPAIGNS: readonly (readonly [number, number, number])[] = [
  [214, 214, 1.5],
  [314, 316, 1.8],
  [508, 510, 1.7],
  [707, 709, 2.1],
  [820, 822, 1.5],
  [1010, 1010, 1.7],
  [1111, 1111, 2.4],
  [1127, 1130, 2.9],
  [1212, 1213, 2.0],
];
const GROWTH = 3;
const NOISE_SALT = 11;

/** How busy the shop is at a time, without unit: growth × weekday × hour × campaign × the luck of the day. */
export class Rhythm {
  constructor(
    private readonly seed: number,
    private readonly epochSec: number,
    private readonly zone: ShopZone,
  ) {}

  weight(atSec: number): number {
    const age = Math.min(1, 1 + (atSec - this.epochSec) / HISTORY_SEC);
    const wallSec = this.zone.wallSec(atSec);
    const wallDay = Math.floor(wallSec / 86_400);
    const hour = HOUR_WEIGHTS[Math.floor((wallSec % 86_400) / HOUR_SEC)] ?? 1;
    const weekday = WEEKDAY_WEIGHTS[(wallDay + 4) % 7] ?? 1;
    const luck = 0.86 + (hash32(this.seed, wallDay, NOISE_SALT) / 2 ** 32) * 0.28;
    return GROWTH ** age * hour * weekday * luck * campaignFactor(wallDay);
  }
}

const campaignByDay = new Map<number, number>();

function campaignFactor(wallDay: number): number {
  const known = campaignByDay.get(wallDay);
  if (known !== undefined) return known;
  const date = new Date(wallDay * 86_400_000);
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const campaign = CAMPAIGNS.find(([first, last]) => monthDay >= first && monthDay <= last);
  const factor = campaign?.[2] ?? 1;
  campaignByDay.set(wallDay, factor);
  return factor;
}
