import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import type { CountProof as Proof } from "@/db/queries/sync-runs";
import { formatCount, formatSpan } from "@/lib/format";

/** The comparison of two counts: ours and TikTok's, for the same span of creation. */
export function CountProof({ proof, now }: { proof: Proof | null; now: Date }) {
  return (
    <Card aria-labelledby="proof-title">
      <CardHeader id="proof-title" title="Completeness" />
      <div className="flex items-start gap-3 px-4 pt-3 pb-4 sm:px-5">
        {proof ? <Verdict proof={proof} now={now} /> : <NotYet />}
      </div>
    </Card>
  );
}

function Verdict({ proof, now }: { proof: Proof; now: Date }) {
  const isEqual = proof.isProven && proof.countedHere === proof.countedThere;
  const Icon = isEqual ? CircleCheck : TriangleAlert;
  const age = formatSpan(now.getTime() - Date.parse(proof.countedAt));
  return (
    <>
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${isEqual ? "text-good" : "text-warn"}`} />
      <div>
        <p className="text-base leading-6 font-semibold tabular-nums">
          {formatCount(proof.countedHere)} here {isEqual ? "=" : "≠"} {formatCount(proof.countedThere)} at
          TikTok
        </p>
        <p className="text-ink-muted">
          Counted <time dateTime={proof.countedAt}>{age} ago</time>
          {isEqual
            ? ", when the last full sync ended: no order was missing."
            : ". The days that differ are read again by the next full sync."}
        </p>
      </div>
    </>
  );
}

function NotYet() {
  return (
    <>
      <CircleDashed aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-muted" />
      <p className="text-ink-muted">
        Not counted yet. When the first full sync ends, the orders here are counted against TikTok's own
        number.
      </p>
    </>
  );
}
