import { ChevronRight, History } from "lucide-react";
import type { Route } from "next";
import { cookies } from "next/headers";
import { CauseBadge } from "@/components/restatements/cause-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { SoftLink } from "@/components/ui/soft-link";
import {
  listRestatedDays,
  type RestatedDay,
  type RestatedFigure,
  type RestatedTotal,
  sumRestatedDays,
} from "@/db/queries/restatements";
import { formatDay, formatInstantShort, shopToday } from "@/lib/dates";
import { filterParams } from "@/lib/filters/address";
import { formatCounted } from "@/lib/format";
import { formatDifference, formatFigure, metricWords, restatementCauses } from "@/lib/restatements";
import { hrefWith } from "@/lib/search-params";
import { renewVisit, visitCookie } from "@/lib/visit";
import type { OverviewContext } from "./overview-context";
import { guardPanel } from "./panel-guard";

const shownDays = 6;
const weekMs = 7 * 86_400_000;

/** The figures of past days that are others now, and why; whatever the dates chosen. */
export function ChangesPanel({ context }: { context: OverviewContext }) {
  return guardPanel("What changed", async () => {
    const { filter, now } = context;
    const visit = renewVisit((await cookies()).get(visitCookie)?.value, now);
    const since = visit.since ?? new Date(now.getTime() - weekMs);
    const input = { shopIds: filter.shops.map(({ shopId }) => shopId), since };
    const [days, totals] = await Promise.all([
      listRestatedDays({ ...input, limit: shownDays }),
      sumRestatedDays(input),
    ]);
    return (
      <Card aria-labelledby="changes-title">
        <CardHeader
          id="changes-title"
          title={visit.since ? "What changed since your last visit" : "What changed in the last 7 days"}
          hint={`Figures of past days${visit.since ? `, since ${formatInstantShort(since, filter.shops[0].timezone, now)}` : ""}`}
        >
          <SoftLink
            href={historyHref(context, null)}
            className="text-sm font-medium text-accent underline-offset-3 hover:underline"
          >
            All changes
          </SoftLink>
        </CardHeader>
        {days.length === 0 ? <NothingChanged /> : <Days context={context} days={days} totals={totals} />}
      </Card>
    );
  });
}

function historyHref({ params }: OverviewContext, day: RestatedDay | null): Route {
  const shop = day?.shopId ?? filterParams(params).shop;
  return hrefWith("/sync/restatements", { shop }, { day: day?.day ?? null }) as Route;
}

function NothingChanged() {
  return (
    <p className="flex items-center gap-2 px-4 pt-3 pb-4 text-sm text-ink-muted sm:px-5">
      <History aria-hidden className="size-4 shrink-0" />
      No figure of a past day has changed. Cancellations and late orders are told here, with the day they
      belong to.
    </p>
  );
}

type DaysProps = { context: OverviewContext; days: RestatedDay[]; totals: RestatedTotal[] };

function Days({ context, days, totals }: DaysProps) {
  const total = totals.reduce((sum, one) => sum + one.days, 0);
  return (
    <>
      <ul className="grid gap-x-5 px-2 pt-3 pb-2 sm:px-3 lg:grid-cols-2">
        {days.map((day) => (
          <li key={`${day.shopId} ${day.day} ${day.currency}`}>
            <DayLine context={context} day={day} />
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-4 py-3 text-sm text-ink-muted tabular-nums sm:px-5">
        {totals.map(({ currency, days: changed, netSales }, index) => (
          <span key={currency}>
            {index > 0 ? " · " : ""}
            {formatCounted(changed, "day", "days")}, net sales{" "}
            <span className="font-medium text-ink">{formatDifference("net_sales", netSales, currency)}</span>
          </span>
        ))}
        {total > days.length ? `. The newest ${days.length} are shown.` : null}
      </p>
    </>
  );
}

function DayLine({ context, day }: { context: OverviewContext; day: RestatedDay }) {
  const { filter, now } = context;
  const shop = filter.shops.find(({ shopId }) => shopId === day.shopId);
  const year = shopToday(now, shop?.timezone ?? "UTC").slice(0, 4);
  const [main, ...others] = day.figures;
  if (!main) return null;
  const causes = restatementCauses.filter((cause) =>
    day.figures.some((figure) => figure.causes.includes(cause)),
  );
  return (
    <SoftLink
      href={historyHref(context, day)}
      className="flex items-center gap-3 rounded-md px-2 py-2.5 hover:bg-hover"
    >
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-sm font-medium">
            {formatDay(day.day, { hasWeekday: true, hasYear: day.day.slice(0, 4) !== year })}
          </span>
          {filter.shops.length > 1 ? <span className="text-xs text-ink-muted">{shop?.name}</span> : null}
          {causes.map((cause) => (
            <CauseBadge key={cause} cause={cause} />
          ))}
        </span>
        <span className="text-xs text-pretty text-ink-muted tabular-nums">
          {[describeMain(main, day.currency), ...others.map((one) => describeOther(one, day.currency))].join(
            " · ",
          )}
        </span>
      </span>
      <span className="shrink-0 text-sm font-semibold tabular-nums">
        {formatDifference(main.metric, main.difference, day.currency)}
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-muted" />
    </SoftLink>
  );
}

function describeMain({ metric, before, after }: RestatedFigure, currency: string): string {
  const [from, to] = [before, after].map((value) => formatFigure(metric, value, currency));
  return `${metricWords[metric]} ${from} → ${to}`;
}

function describeOther({ metric, difference }: RestatedFigure, currency: string): string {
  const word = metricWords[metric];
  return `${word === "GMV" ? word : word.toLowerCase()} ${formatDifference(metric, difference, currency)}`;
}
