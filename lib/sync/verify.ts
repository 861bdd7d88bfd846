import { countVerifyTry, recordCount } from "@/db/mutations/sync-runs";
import type { RunContext, StepOutcome } from "./run-context";
import { WindowWalk } from "./window-walk";

type Span = { fromSec: number | null; toSec: number };
type Doubt = Span & { there: number; here: number };

/** A window this small is read again rather than halved. */
const worthReading = 200;
/** Calls that one closing count may cost; what is in doubt after them stays in doubt, and is said to be. */
const callsAllowed = 80;
/** Invocations that may run out of time over the repair; after them the count stands as it is, unproven. */
const triesAllowed = 4;

/**
 * The end of a full sync is a count: what TikTok has created in the span equals what is here. `create_time` never
 * changes, so a difference is halved by time, a call for each level, until it is small enough to be read again.
 */
export async function verifyCount(context: RunContext, untilSec: number): Promise<StepOutcome> {
  const verifier = new CountVerifier(context);
  const { shop } = context.sync;
  const mayRepair = (await countVerifyTry(shop.shopId, context.run.runId)) <= triesAllowed;
  const whole = { fromSec: null, toSec: untilSec };
  let there = await verifier.countThere(whole);
  let here = await verifier.countHere(whole);
  if (mayRepair && there !== null && there !== here) {
    const outcome = await verifier.repair({ ...whole, there, here });
    if (outcome !== "done") return outcome;
    there = await verifier.countThere(whole);
    here = await verifier.countHere(whole);
  }
  await context.flushTraffic();
  await recordCount(shop.shopId, context.run.runId, { there, here, isProven: there === here });
  return context.isAskedToYield ? "yield" : "done";
}

class CountVerifier {
  private readonly context: RunContext;
  private callsLeft = callsAllowed;

  constructor(context: RunContext) {
    this.context = context;
  }

  countHere(span: Span): Promise<number> {
    const { resource, shop } = this.context.sync;
    return resource.countStored(shop.shopId, span);
  }

  async countThere(span: Span): Promise<number | null> {
    this.callsLeft -= 1;
    const page = await this.context.fetchPage({ field: "create_time", order: "DESC", ...span, pageSize: 1 });
    return page.totalCount;
  }

  /** Reads again whatever differs, newest first. */
  async repair(doubt: Doubt): Promise<StepOutcome> {
    const doubts = [doubt];
    while (doubts.length > 0 && this.callsLeft > 0) {
      if (this.context.isOutOfTime) return "budget";
      const next = doubts.pop();
      if (!next || next.there === next.here) continue;
      const halves = await this.halve(next);
      if (halves) doubts.push(...halves);
      else await this.readAgain(next);
    }
    return "done";
  }

  /** The older and the newer half with their counts; null when the span is better read than halved. */
  private async halve(doubt: Doubt): Promise<[Doubt, Doubt] | null> {
    const fromSec = doubt.fromSec ?? (await this.beginning(doubt));
    if (fromSec === null || doubt.toSec - fromSec < 2) return null;
    if (Math.max(doubt.there, doubt.here) <= worthReading) return null;
    const middleSec = fromSec + Math.floor((doubt.toSec - fromSec) / 2);
    const newer = { fromSec: middleSec, toSec: doubt.toSec };
    const older = { fromSec: doubt.fromSec === null ? null : fromSec, toSec: middleSec };
    const there = await this.countThere(newer);
    // A count that grows as its span shrinks is no count: read what it is about.
    if (there === null || there > doubt.there) return null;
    const here = await this.countHere(newer);
    return [
      { ...older, there: doubt.there - there, here: doubt.here - here },
      { ...newer, there, here },
    ];
  }

  private async beginning(span: Span): Promise<number | null> {
    this.callsLeft -= 1;
    const page = await this.context.fetchPage({ field: "create_time", order: "ASC", ...span, pageSize: 1 });
    return page.items[0]?.createSec ?? null;
  }

  private async readAgain(span: Span): Promise<void> {
    const walk = new WindowWalk({ fromSec: span.fromSec, cursorSec: span.toSec });
    while (!walk.isDone && this.callsLeft > 0 && !this.context.isOutOfTime) {
      this.callsLeft -= 1;
      const page = await this.context.fetchPage(walk.nextSpan());
      await this.context.storePage(page, { isKnown: walk.take(page) });
    }
  }
}
