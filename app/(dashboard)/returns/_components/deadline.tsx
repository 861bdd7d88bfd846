import type { ReturnRow } from "@/db/queries/returns";
import { formatInstant } from "@/lib/dates";
import { formatSpan } from "@/lib/format";
import { describeReturnStatus } from "@/lib/returns/states";

const soonMs = 24 * 3_600_000;

type DeadlineProps = { row: ReturnRow; now: Date; timezone: string };

/** Until when the seller has to answer, while it is the seller's turn. */
export function Deadline({ row: { status, respondBy }, now, timezone }: DeadlineProps) {
  if (respondBy === null || describeReturnStatus(status).state !== "waiting") return null;
  const leftMs = Date.parse(respondBy) - now.getTime();
  const tone =
    leftMs < 0 ? "font-medium text-bad" : leftMs < soonMs ? "font-medium text-warn" : "text-ink-muted";
  return (
    <time
      dateTime={respondBy}
      title={formatInstant(respondBy, timezone)}
      className={`text-xs whitespace-nowrap tabular-nums ${tone}`}
    >
      {leftMs < 0 ? `overdue by ${formatSpan(leftMs)}` : `answer in ${formatSpan(leftMs)}`}
    </time>
  );
}
