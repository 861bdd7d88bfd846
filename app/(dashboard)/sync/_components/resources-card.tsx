import { StateBadge } from "@/components/sync/state-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableHead } from "@/components/ui/table";
import { formatInstantShort } from "@/lib/dates";
import { formatCount } from "@/lib/format";
import { nounOf } from "@/lib/resource-words";
import type { SyncStatus } from "@/lib/sync-status";

type ResourcesCardProps = { statuses: SyncStatus[]; timezone: string; now: Date };

/** Everything that is copied, each with its own state: a permission that is missing stops only what needs it. */
export function ResourcesCard({ statuses, timezone, now }: ResourcesCardProps) {
  if (statuses.length < 2) return null;
  const at = (instant: string | null) =>
    instant === null ? "–" : <time dateTime={instant}>{formatInstantShort(instant, timezone, now)}</time>;
  return (
    <Card aria-labelledby="resources-title">
      <CardHeader id="resources-title" title="What is copied" hint="Each kind has a sync of its own" />
      <div className="pt-2 pb-1">
        <Table aria-label="What is copied">
          <TableHead
            columns={[
              "Kind",
              "State",
              ["Here", "num"],
              "Complete through",
              ["Last full sync", "max-sm:hidden"],
            ]}
          />
          <tbody>
            {statuses.map((status) => (
              <tr key={status.resource}>
                <td className="font-medium whitespace-nowrap">{capital(nounOf(status.resource).many)}</td>
                <td className="min-w-48">
                  <StateBadge state={status.state} label={status.label} />
                  {status.state === "unavailable" ? (
                    <p className="mt-1 max-w-xl text-xs text-pretty text-ink-muted">{status.sentence}</p>
                  ) : null}
                </td>
                <td className="num">{formatCount(status.recordsTotal)}</td>
                <td className="whitespace-nowrap tabular-nums">{at(status.syncedThrough)}</td>
                <td className="whitespace-nowrap tabular-nums max-sm:hidden">
                  {at(status.lastFullSyncTime)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
