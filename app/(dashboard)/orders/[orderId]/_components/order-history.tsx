import { StatusBadge } from "@/components/status-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { getLoggedHistory } from "@/db/queries/order-history";
import { getLogKeeping, type LogKeeping } from "@/db/queries/privacy";
import { formatInstant } from "@/lib/dates";
import { formatCounted } from "@/lib/format";
import { describeHistory, type HistoryEntry } from "@/lib/order-history";

type OrderHistoryProps = { shopId: string; orderId: string; timezone: string };

const titleId = "history-title";

/** Every copy of the order that TikTok sent, the newest first, and what each said that the one before did not. */
export async function OrderHistory({ shopId, orderId, timezone }: OrderHistoryProps) {
  const [{ copies, isWhole, firstSeenAt }, keeping] = await Promise.all([
    getLoggedHistory({ shopId, orderId }),
    getLogKeeping(shopId),
  ]);
  const gap = isWhole ? null : describeGap(keeping, { firstSeenAt, timezone });
  if (copies.length === 0 && gap === null) return null;
  const entries = describeHistory(copies).reverse();
  const oldest = entries.at(-1);
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader
        id={titleId}
        title="History"
        hint={`${formatCounted(copies.length, "version", "versions")} as TikTok sent them, newest first`}
      />
      <ol className="grid px-4 py-4 empty:hidden sm:px-5">
        {entries.map((entry) => (
          <Entry
            key={`${entry.fetchedAt} ${entry.updateTime} ${entry.changes.join()}`}
            entry={entry}
            timezone={timezone}
            firstWords={
              entry === oldest ? (isWhole ? "Seen for the first time" : "The oldest version kept") : null
            }
          />
        ))}
      </ol>
      {gap === null ? null : (
        <p className="border-t border-line px-4 py-3 text-sm text-ink-muted sm:px-5">{gap}</p>
      )}
    </Card>
  );
}

/** Why the beginning is missing; null when that is not because pages were not kept. */
function describeGap(
  { since, days }: LogKeeping,
  { firstSeenAt, timezone }: { firstSeenAt: string | null; timezone: string },
): string | null {
  const isBefore = since === null || (firstSeenAt !== null && firstSeenAt < since);
  if (!isBefore) return null;
  const kept =
    since === null
      ? "No page that TikTok sent is kept."
      : `Pages that TikTok sent are kept since ${formatInstant(since, timezone)}.`;
  const rule = days === null ? "" : ` This shop keeps them for ${days} days.`;
  return `Earlier versions of this order cannot be told any more. ${kept}${rule} The order itself is complete.`;
}

/** Holds the place while the log is read. */
export function OrderHistoryPending() {
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader id={titleId} title="History" hint="Reading what TikTok sent" />
      <div className="h-24" />
    </Card>
  );
}

type EntryProps = { entry: HistoryEntry; timezone: string; firstWords: string | null };

function Entry({ entry, timezone, firstWords }: EntryProps) {
  const { fetchedAt, updateTime, status, changes, isSilent } = entry;
  const [main, ...more] = firstWords === null ? changes : [firstWords, ...changes];
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line py-3 first:border-t-0 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid content-start gap-0.5">
        <p className="font-medium text-pretty">{main}</p>
        {more.length > 0 ? (
          <ul className="text-sm text-ink-muted">
            {more.map((text) => (
              <li key={text} className="text-pretty break-words">
                {text}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-muted tabular-nums sm:flex-col sm:items-end">
        {status === null ? null : <StatusBadge status={status} />}
        <span>
          fetched <time dateTime={fetchedAt}>{formatInstant(fetchedAt, timezone)}</time>
          {isSilent ? " · found by reading again" : null}
        </span>
        {updateTime === null || isSilent ? null : (
          <span>
            changed at TikTok <time dateTime={updateTime}>{formatInstant(updateTime, timezone)}</time>
          </span>
        )}
      </div>
    </li>
  );
}
