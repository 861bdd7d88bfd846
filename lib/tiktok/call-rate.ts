/** What was learned of a hidden limit, to be kept between processes. */
export type LearnedRate = { ceilingPerSec: number; ratePerSec: number; pauseMs: number };

/** After a refusal the rate falls to this share of what was refused. */
const decrease = 0.8;
/** A refusal this soon after a decrease (share of the way back) says that the ceiling itself was too high. */
const tooSoon = 0.15;
/** The way from a decrease back to the ceiling takes this many calls, and at least this long: refusals stay under 1 %. */
const callsToCeiling = 100;
const secToCeiling = 30;
/** How fast the rate leaves a ceiling that nobody defends any more. */
const probing = 0.5;
const slowestPerSec = 0.2;
/** Older knowledge than this begins at the ceiling, where it soon probes upwards; twice over it is worth nothing. */
const freshForMs = 3_600_000;
const goodForMs = 86_400_000;

/**
 * Calls a second, as far as a limit that nobody tells us lets itself be learned: unlimited until the first refusal;
 * after one down by a fifth, then back in a cubic curve, as TCP does (RFC 9438): quickly at first, long and flat around
 * the rate that was refused, faster and faster beyond it.
 */
export class CallRate {
  private ceiling = Number.POSITIVE_INFINITY;
  /** 0 right after a decrease, 1 back at the ceiling, more beyond it. */
  private progress = 0;
  private learnedAtMs = Number.NEGATIVE_INFINITY;

  get perSec(): number {
    if (!this.isKnown) return this.ceiling;
    const { progress } = this;
    const curve =
      progress < 1 ? 1 - (1 - decrease) * (1 - progress) ** 3 : Math.exp(probing * (progress - 1) ** 2);
    return this.ceiling * curve;
  }

  get isKnown(): boolean {
    return Number.isFinite(this.ceiling);
  }

  /** A call that had to wait for this rate was let through: the rate is not too high. */
  grow(nowMs: number): void {
    if (!this.isKnown) return;
    this.progress += Math.min(1 / callsToCeiling, 1 / (this.perSec * secToCeiling));
    this.learnedAtMs = nowMs;
  }

  /** @param measuredPerSec calls started in the last second; the first ceiling. */
  refuse(nowMs: number, measuredPerSec: number): void {
    const isTooSoon = this.isKnown && this.progress < tooSoon;
    const refused = this.isKnown ? this.perSec : measuredPerSec;
    this.ceiling = Math.max(slowestPerSec / decrease, refused * (isTooSoon ? decrease : 1));
    this.progress = 0;
    this.learnedAtMs = nowMs;
  }

  get learned(): Omit<LearnedRate, "pauseMs"> | null {
    return this.isKnown ? { ceilingPerSec: this.ceiling, ratePerSec: this.perSec } : null;
  }

  /** Takes over what another process learned `ageMs` ago, unless it is too old or this one has learned since. */
  recall(learned: Omit<LearnedRate, "pauseMs">, ageMs: number, nowMs: number): void {
    const learnedAtMs = nowMs - ageMs;
    if (ageMs > goodForMs || learnedAtMs <= this.learnedAtMs) return;
    this.ceiling = Math.max(slowestPerSec / decrease, learned.ceilingPerSec);
    const share = learned.ratePerSec / this.ceiling;
    const progress =
      share < 1
        ? 1 - Math.cbrt(Math.min(1, (1 - share) / (1 - decrease)))
        : 1 + Math.sqrt(Math.log(share) / probing);
    this.progress = ageMs > freshForMs ? Math.max(1, progress) : progress;
    this.learnedAtMs = learnedAtMs;
  }
}
