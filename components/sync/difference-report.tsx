import { CircleCheck, CircleSlash, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { Difference } from "@/db/queries/full-runs";
import { hrefWith } from "@/lib/address";
import { formatCount } from "@/lib/format";

type DifferenceReportProps = {
  difference: Difference;
  shopId: string;
  /** When it ended, in shop time. */
  ended: string;
};

const looks = {
  succeeded: { Icon: CircleCheck, className: "text-good", title: "The last full resync ended" },
  cancelled: { Icon: CircleSlash, className: "text-ink-muted", title: "The last full resync was cancelled" },
  failed: { Icon: TriangleAlert, className: "text-bad", title: "The last full resync failed" },
} as const;

/** What a resync found, in one line: `checked 155,312 · 3 were missing · 41 had changed · 0 vanished`. */
export function DifferenceReport({ difference, shopId, ended }: DifferenceReportProps) {
  const { status, runId } = difference;
  const { Icon, className, title } = looks[status];
  return (
    <div className="flex items-start gap-3">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${className}`} />
      <div className="min-w-0">
        <p className="text-sm text-ink-muted">
          {title} <time dateTime={difference.finishedAt}>{ended}</time>
        </p>
        <p className="font-semibold tabular-nums">{describeDifference(difference)}</p>
        <p className="text-sm text-ink-muted">
          {afterwards(difference)}{" "}
          <Link
            href={hrefWith(`/sync/runs/${runId}`, {}, { shop: shopId }) as Route}
            prefetch={false}
            className="font-medium text-ink underline underline-offset-3 hover:text-accent"
          >
            The run in full
          </Link>
        </p>
      </div>
    </div>
  );
}

function afterwards({ status, missing, changed }: Difference): string {
  if (status !== "succeeded") return "What it had read by then is stored.";
  return missing + changed > 0 ? "What differed has been mended." : "Nothing had been missed.";
}

function describeDifference({ checked, missing, changed, vanished }: Difference): string {
  const were = missing === 1 ? "was" : "were";
  return `checked ${formatCount(checked)} · ${formatCount(missing)} ${were} missing · ${formatCount(changed)} had changed · ${formatCount(vanished)} vanished`;
}
