import { formatCount } from "./format";
import type { DayProof, DayState } from "./proof-days";

/** What each state of a day is called. */
export const dayStateNames: Record<DayState, string> = {
  proven: "Proven",
  mended: "Mended and proven",
  pending: "Not counted to its end yet",
  doubt: "In doubt",
  uncountable: "Cannot be counted",
  mismatch: "Differs",
};

/** Why a day is in its state, in one sentence. */
export function explainDay({ state, proof, fromSec, toSec }: DayProof): string {
  const sums = proof
    ? `${formatCount(proof.here)} here ${proof.here === proof.there ? "=" : "≠"} ${proof.there === null ? "no count" : formatCount(proof.there)} at TikTok`
    : "";
  const isOwn = proof !== null && proof.fromSec === fromSec && proof.toSec === toSec;
  switch (state) {
    case "proven":
      return isOwn
        ? `${sums}.`
        : `No order of this day is missing: ${describeSpan(proof)} were counted, ${sums}.`;
    case "mended":
      return `Something was missing and has been read again; afterwards ${sums}.`;
    case "pending":
      return "The counts so far do not reach to the end of this day.";
    case "doubt":
      return `Somewhere in ${describeSpan(proof)} something differs (${sums}), and it is not known on which day.`;
    case "uncountable":
      return "TikTok's counts contradict themselves here, so they prove nothing; what was in doubt was read page by page.";
    case "mismatch":
      return `${sums}, also after reading again.`;
  }
}

function describeSpan(proof: DayProof["proof"]): string {
  if (proof === null || proof.fromSec === null) return "all orders from the beginning on";
  return "the orders of a span around it";
}
