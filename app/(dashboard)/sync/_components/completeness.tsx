import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { CheckForm } from "@/components/sync/check-form";
import { Card, CardHeader } from "@/components/ui/card";
import type { CountProof, CountProofs } from "@/db/queries/count-proof";
import { formatInstantShort } from "@/lib/dates";
import { formatCount, formatSpan } from "@/lib/format";
import { hrefWith } from "@/lib/search-params";
import { countEverythingCalls } from "@/lib/sync-forecast";
import { countEverythingAction } from "../actions";

type CompletenessProps = {
  proofs: CountProofs;
  shopId: string;
  timezone: string;
  now: Date;
  canCheck: boolean;
};

/** The comparison of two counts: ours and TikTok's, for the same span of creation. */
export function Completeness({ proofs, shopId, timezone, now, canCheck }: CompletenessProps) {
  const { whole, trailing } = proofs;
  return (
    <Card id="proof" aria-labelledby="proof-title" className="scroll-mt-20">
      <CardHeader id="proof-title" title="Completeness" />
      <div className="grid gap-3 px-4 pt-3 pb-4 sm:px-5">
        {whole ? (
          <Verdict proof={whole} shopId={shopId} now={now} isMain>
            {explain(whole, whole.countedUntil && formatInstantShort(whole.countedUntil, timezone, now))}
          </Verdict>
        ) : (
          <NotYet />
        )}
        {trailing ? <Verdict proof={trailing} shopId={shopId} now={now} /> : null}
        {canCheck && whole ? (
          <CheckForm
            action={countEverythingAction}
            label="Count everything now"
            price={`About ${countEverythingCalls} API calls.`}
          >
            <input type="hidden" name="shopId" value={shopId} />
          </CheckForm>
        ) : null}
      </div>
    </Card>
  );
}

type VerdictProps = {
  proof: CountProof;
  shopId: string;
  now: Date;
  isMain?: boolean;
  children?: ReactNode;
};

function Verdict({ proof, shopId, now, isMain = false, children }: VerdictProps) {
  const { isProven, countedHere, countedThere } = proof;
  const sign = countedHere === countedThere ? "=" : "≠";
  const Icon = isProven ? CircleCheck : TriangleAlert;
  const age = formatSpan(now.getTime() - Date.parse(proof.countedAt));
  const href = hrefWith(`/sync/runs/${proof.runId}`, {}, { shop: shopId }) as Route;
  return (
    <div className="flex items-start gap-3">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${isProven ? "text-good" : "text-warn"}`} />
      <div className="min-w-0">
        <p className={`tabular-nums ${isMain ? "text-md font-semibold" : "font-medium"}`}>
          {isMain
            ? `${formatCount(countedHere)} here ${sign} ${formatCount(countedThere)} at TikTok`
            : `Last 72 hours: ${formatCount(countedHere)} ${sign} ${formatCount(countedThere)}`}
        </p>
        <p className="text-pretty text-ink-muted">
          <Link href={href} prefetch={false} className="underline-offset-3 hover:text-accent hover:underline">
            Checked <time dateTime={proof.countedAt}>{age} ago</time>
          </Link>
          {children ? <>. {children}</> : null}
        </p>
      </div>
    </div>
  );
}

function explain({ isProven, trust, countedHere, countedThere }: CountProof, until: string | null): string {
  if (isProven) return until ? `No order created before ${until} is missing.` : "No order is missing.";
  if (trust === "capped")
    return "TikTok's count stops at a number, so it proves nothing: the days in doubt were read page by page instead.";
  if (trust === "unreliable" || countedHere === countedThere)
    return "TikTok's counts do not add up, so they prove nothing: the days in doubt were read page by page instead.";
  return "What differs is looked for again with the nightly count.";
}

function NotYet() {
  return (
    <div className="flex items-start gap-3">
      <CircleDashed aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-muted" />
      <p className="text-ink-muted">
        Not counted yet. When the first full sync ends, the orders here are counted against TikTok's own
        number.
      </p>
    </div>
  );
}
