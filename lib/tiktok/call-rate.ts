import { CallEvidence } from "./call-evidence";

/** What was learned of a hidden limit, to be kept between processes. */
export type LearnedRate = {
  ceilingPerSec: number;
  ratePerSec: number;
  /** Calls that the way from a decrease back to the ceiling takes. */
  confidence: number;
  pauseMs: number;
};

type KnownRate = Omit<LearnedRate, "pauseMs">;

/** After a refusal the rate falls to this share of the ceiling. */
const decrease = 0.8;
/** A refusal this early on the way back says that the ceiling itself was too high. */
const tooHigh = 0.15;
/** One before this point neither confirms the ceiling nor says much against it. */
const tooEarly = 0.3;
/** A ceiling passed by this factor was none. */
const outgrown = 2;
/** At full confidence a ceiling is tried again after 120 calls: one of them is refused. */
const leastCalls = 12;
const mostCalls = 120;
/** The same way takes at least this long for each call of it, however fast they are. */
const secPerCall = 0.3;
/** How fast the rate leaves a ceiling that nobody defends any more. */
const probing = 0.5;
/** Of a first refusal that comes before there was any traffic to measure. */
const firstCeiling = 5;
const lowestCeiling = 0.25;
/** Older knowledge begins at the ceiling, where it soon probes upwards. */
const freshForMs = 3_600_000;
const goodForMs = 86_400_000;

/** Above 1 beyond the ceiling. */
function shareOfCeiling(progress: number): number {
  if (progress < 1) return 1 - (1 - decrease) * (1 - progress) ** 3;
  return Math.exp(probing * (progress - 1) ** 2);
}

function progressAt(share: number): number {
  if (share < 1) return 1 - Math.cbrt(Math.min(1, (1 - share) / (1 - decrease)));
  return 1 + Math.sqrt(Math.log(share) / probing);
}

/**
 * Calls a second, as far as a limit that nobody tells us lets itself be learned: unlimited until the first refusal;
 * after one down by a fifth, then back in a cubic curve, as TCP does (RFC 9438): quickly at first, long and flat around
 * the rate that was refused, faster and faster beyond it. Each refusal near the ceiling confirms it and makes the way
 * back longer, so that a known limit is run into once in a hundred calls. Refusals that have nothing to do with the rate
 * come at any point of the way; they confirm nothing, and never push the ceiling below what was let through.
 */
export class CallRate {
  private ceiling = Number.POSITIVE_INFINITY;
  /** 0 right after a decrease, 1 back at the ceiling, more beyond it. */
  private progress = 0;
  private confidence = leastCalls;
  private learnedAtMs = Number.NEGATIVE_INFINITY;
  private readonly evidence = new CallEvidence();

  get perSec(): number {
    return this.isKnown ? this.ceiling * shareOfCeiling(this.progress) : this.ceiling;
  }

  get isKnown(): boolean {
    return Number.isFinite(this.ceiling);
  }

  /** @param wasPaced the call had to wait for this rate: its success says that the rate is not too high. */
  accepted(nowMs: number, wasPaced: boolean): void {
    this.evidence.note(true, nowMs);
    if (!this.isKnown || !wasPaced) return;
    const { confidence, perSec } = this;
    this.progress += Math.min(1, 1 / (perSec * secPerCall)) / confidence;
    this.learnedAtMs = nowMs;
  }

  /** A refusal of a call that was started for an earlier, higher rate: it is counted and changes nothing. */
  refusedBefore(nowMs: number): void {
    this.evidence.note(false, nowMs);
  }

  /**
   * @param startedPerSec calls started in the last second.
   * @returns true when the rate may still be far too high.
   */
  refused(nowMs: number, startedPerSec: number): boolean {
    this.evidence.note(false, nowMs);
    if (this.evidence.isStorm) this.evidence.forgetProven();
    const proven = this.evidence.provenPerSec(nowMs);
    const isFirst = !this.isKnown;
    const isTooHigh = this.progress < tooHigh;
    if (isFirst) this.ceiling = Math.max(firstCeiling, startedPerSec, proven);
    else this.correct(isTooHigh, proven);
    this.progress = 0;
    this.learnedAtMs = nowMs;
    return isFirst || isTooHigh;
  }

  get learned(): KnownRate | null {
    const { ceiling, perSec, confidence } = this;
    return this.isKnown ? { ceilingPerSec: ceiling, ratePerSec: perSec, confidence } : null;
  }

  /** Takes over what another process learned `ageMs` ago, unless it is too old or this one has learned since. */
  recall(learned: KnownRate, ageMs: number, nowMs: number): void {
    const learnedAtMs = nowMs - ageMs;
    if (ageMs > goodForMs || learnedAtMs <= this.learnedAtMs) return;
    this.ceiling = Math.max(lowestCeiling, learned.ceilingPerSec);
    const progress = progressAt(learned.ratePerSec / this.ceiling);
    this.progress = ageMs > freshForMs ? Math.max(1, progress) : progress;
    this.confidence = Math.min(mostCalls, Math.max(leastCalls, learned.confidence));
    this.learnedAtMs = learnedAtMs;
  }

  private correct(isTooHigh: boolean, proven: number): void {
    const { perSec, ceiling, progress, confidence } = this;
    const isConfirmed = progress >= tooEarly && perSec < ceiling * outgrown;
    this.confidence = isConfirmed
      ? Math.min(mostCalls, confidence * 2)
      : Math.max(leastCalls, confidence / 2);
    const isBeyond = perSec > ceiling && perSec < ceiling * outgrown;
    // A bucket that had filled up lets a burst through: the limit is somewhere between.
    const refusedAt = isBeyond ? (perSec + ceiling) / 2 : perSec;
    const lowered = isTooHigh ? perSec * decrease : refusedAt;
    this.ceiling = Math.max(lowestCeiling, lowered, Math.min(ceiling, proven));
  }
}
