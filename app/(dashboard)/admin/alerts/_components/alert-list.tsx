import { BellRing } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { ShownAlert } from "@/db/queries/alerts";
import { formatSpan } from "@/lib/format";

type AlertListProps = { alerts: ShownAlert[]; now: Date; isTold: boolean };

/** What is the matter now, then what was. */
export function AlertList({ alerts, now, isTold }: AlertListProps) {
  const open = alerts.filter(({ endedAt }) => endedAt === null).length;
  const hint = open === 0 ? "Nothing needs anybody now" : `${open} open now`;
  return (
    <Card aria-labelledby="alerts-title">
      <CardHeader id="alerts-title" title="Alerts of late" hint={alerts.length === 0 ? undefined : hint} />
      {alerts.length === 0 ? (
        <EmptyState icon={BellRing} title="No alert yet">
          Nothing has needed anybody so far. What does is listed here, whether or not a webhook is set.
        </EmptyState>
      ) : (
        <ul className="px-4 pt-2 pb-2 sm:px-5">
          {alerts.map((alert) => (
            <li
              key={`${alert.shopId} ${alert.kind} ${alert.beganAt}`}
              className="flex gap-3 border-b border-line py-3 last:border-b-0"
            >
              <span
                aria-hidden
                className={`mt-1.5 size-2 shrink-0 rounded-full ${alert.endedAt ? "bg-good" : "bg-bad"}`}
              />
              <div className="grid min-w-0 flex-1 gap-0.5">
                <p className="font-medium text-pretty">{alert.title}</p>
                {alert.endedAt ? null : <p className="text-sm text-pretty">{alert.sentence}</p>}
                <p className="text-xs text-ink-muted">{describeTimes(alert, now, isTold)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function describeTimes({ beganAt, endedAt, toldAt }: ShownAlert, now: Date, isTold: boolean): string {
  const ago = (instant: string) => `${formatSpan(now.getTime() - Date.parse(instant))} ago`;
  if (endedAt) {
    return `Over since ${ago(endedAt)}, after ${formatSpan(Date.parse(endedAt) - Date.parse(beganAt))}`;
  }
  const told = toldAt ? `told ${ago(toldAt)}` : isTold ? "about to be told" : "nobody is told";
  return `Since ${ago(beganAt).replace(/ ago$/, "")}, ${told}`;
}
