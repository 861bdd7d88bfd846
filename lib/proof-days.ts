import type { ShopDay } from "./dates";

/** How TikTok's count of a span compared with ours; Unix seconds, half-open, a null `fromSec` is the beginning. */
export type ComparedSpan = {
  runId: string;
  fromSec: number | null;
  toSec: number;
  there: number | null;
  here: number;
  outcome: "proven" | "mended" | "mismatch" | "unreliable" | "moving";
  /** ISO 8601. */
  checkedAt: string;
};

/** `doubt`: a longer span differs and nobody knows on which day; `pending`: not counted to its end yet. */
export type DayState = "proven" | "mended" | "pending" | "doubt" | "uncountable" | "mismatch";

export type DaySpan = { day: ShopDay; fromSec: number; toSec: number };
export type DayProof = DaySpan & {
  state: DayState;
  /** The comparison that decides; null when none touches the day. */
  proof: ComparedSpan | null;
};

/** From the best to the worst: a day is what its worst part is. */
const ranks: DayState[] = ["proven", "mended", "pending", "doubt", "uncountable", "mismatch"];

type Stroke = { fromSec: number; toSec: number; state: DayState; proof: ComparedSpan };

/**
 * What the newest comparisons say of each day. A run that halves a difference notes the parts it read again and then the
 * whole: the parts speak for themselves, the whole for what is left. Pure.
 *
 * @param proofs comparisons by creation, the newest first.
 */
export function judgeDays(days: DaySpan[], proofs: ComparedSpan[]): DayProof[] {
  const strokes = inOrderOfSay(proofs);
  return days.map((span) => ({ ...span, ...judgeDay(span, strokes) }));
}

function judgeDay({ fromSec, toSec }: DaySpan, strokes: Stroke[]): Pick<DayProof, "state" | "proof"> {
  let open = [{ fromSec, toSec }];
  let worst: { state: DayState; proof: ComparedSpan | null } | null = null;
  for (const stroke of strokes) {
    const left = open.flatMap((part) => without(part, stroke));
    const said = length(left) < length(open);
    open = left;
    if (said && (worst === null || ranks.indexOf(stroke.state) > ranks.indexOf(worst.state))) worst = stroke;
    if (open.length === 0) break;
  }
  const isOpen = open.length > 0;
  if (worst === null) return { state: "pending", proof: null };
  if (isOpen && ranks.indexOf(worst.state) < ranks.indexOf("pending"))
    return { state: "pending", proof: worst.proof };
  return { state: worst.state, proof: worst.proof };
}

type Part = { fromSec: number; toSec: number };

function without(part: Part, cut: Part): Part[] {
  if (cut.toSec <= part.fromSec || cut.fromSec >= part.toSec) return [part];
  return [
    { fromSec: part.fromSec, toSec: cut.fromSec },
    { fromSec: cut.toSec, toSec: part.toSec },
  ].filter(({ fromSec, toSec }) => fromSec < toSec);
}

function length(parts: Part[]): number {
  return parts.reduce((sum, { fromSec, toSec }) => sum + toSec - fromSec, 0);
}

const startOf = ({ fromSec }: ComparedSpan) => fromSec ?? Number.NEGATIVE_INFINITY;

/** Runs newest first; within a run the narrower span before the wider one that holds it. */
function inOrderOfSay(proofs: ComparedSpan[]): Stroke[] {
  const byRun = new Map<string, ComparedSpan[]>();
  for (const proof of proofs) byRun.set(proof.runId, [...(byRun.get(proof.runId) ?? []), proof]);
  return [...byRun.values()].flatMap((ofRun) =>
    [...ofRun]
      .sort((a, b) => a.toSec - startOf(a) - (b.toSec - startOf(b)))
      .map((proof) => ({
        fromSec: startOf(proof),
        toSec: proof.toSec,
        proof,
        state: stateOf(proof, partsOf(proof, ofRun)),
      })),
  );
}

function partsOf(whole: ComparedSpan, ofRun: ComparedSpan[]): ComparedSpan[] {
  const isInside = (part: ComparedSpan) => startOf(part) >= startOf(whole) && part.toSec <= whole.toSec;
  const isNarrower = (part: ComparedSpan) => startOf(part) > startOf(whole) || part.toSec < whole.toSec;
  return ofRun.filter((part) => isInside(part) && isNarrower(part));
}

/** Two days: a span this short says something of its days itself. */
const shortSec = 2 * 86_400;

/** What a comparison says of that part of its span which no narrower one of the same run speaks for. */
function stateOf(whole: ComparedSpan, parts: ComparedSpan[]): DayState {
  switch (whole.outcome) {
    case "proven":
      return "proven";
    case "mended":
      return parts.length > 0 ? "proven" : "mended";
    case "unreliable":
      return "uncountable";
    case "moving":
      return "pending";
    case "mismatch":
      if (parts.length > 0 && isExplained(whole, parts)) return "proven";
      return whole.toSec - startOf(whole) <= shortSec ? "mismatch" : "doubt";
  }
}

/** True when the parts that still differ add up to the difference of the whole: then nothing else differs. */
function isExplained(whole: ComparedSpan, parts: ComparedSpan[]): boolean {
  const difference = ({ there, here }: ComparedSpan) => (there === null ? Number.NaN : there - here);
  return parts.reduce((sum, part) => sum + difference(part), 0) === difference(whole);
}
