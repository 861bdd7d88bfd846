import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { addMonths, formatDay, formatInstantShort, formatMonth } from "@/lib/dates";
import { formatCount, formatCounted } from "@/lib/format";
import { dayStateNames } from "@/lib/proof-day-words";
import type { DayState } from "@/lib/proof-days";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";
import { CalendarDays, type DayData } from "./calendar-days";
import { CalendarKeys } from "./calendar-keys";
import { DayMark } from "./day-mark";
import { DayPanel } from "./day-panel";
import { DayTable } from "./day-table";
import type { CalendarDay, LoadedCalendar } from "./load-calendar";

type ProofCalendarProps = {
  calendar: LoadedCalendar;
  params: RawSearchParams;
  shopId: string;
  timezone: string;
  now: Date;
  canCheck: boolean;
};

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const shownStates: DayState[] = ["proven", "mended", "pending", "doubt", "uncountable", "mismatch"];

/** Which days are proven: a month of links that open a day's counts. */
export function ProofCalendar({ calendar, params, shopId, timezone, now, canCheck }: ProofCalendarProps) {
  const { month, days, opened } = calendar;
  const shown = days.map((day) => toData(day, { params, timezone, now }));
  return (
    <Card id="calendar" aria-labelledby="calendar-title" className="scroll-mt-20">
      <CardHeader id="calendar-title" title="Proven days" hint={summarize(days)}>
        <MonthLinks calendar={calendar} params={params} />
      </CardHeader>
      <div className="grid gap-x-8 gap-y-5 px-4 py-4 sm:px-5 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <div className="grid content-start gap-3">
          <CalendarKeys>
            <div aria-hidden className="grid grid-cols-7 gap-1 pb-1 text-center text-xs text-ink-muted">
              {weekdays.map((weekday) => (
                <span key={weekday}>{weekday}</span>
              ))}
            </div>
            <ol aria-label={formatMonth(month)} className="grid grid-cols-7 gap-1">
              <CalendarDays
                days={shown}
                opened={opened?.day ?? null}
                firstColumn={columnOf(days[0]?.day ?? `${month}-01`)}
              />
            </ol>
          </CalendarKeys>
          <Legend days={days} />
          <DayTable days={shown} />
        </div>
        <DayPanel opened={opened} shopId={shopId} timezone={timezone} now={now} canCheck={canCheck} />
      </div>
    </Card>
  );
}

function columnOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

function summarize(days: CalendarDay[]): string {
  const proven = days.filter(({ state }) => state === "proven" || state === "mended").length;
  const bad = days.filter(({ state }) => state === "mismatch").length;
  const differ = bad > 0 ? `, ${formatCounted(bad, "day differs", "days differ")}` : "";
  return `${formatCount(proven)} of ${formatCounted(days.length, "day", "days")} proven by count${differ}, in shop time`;
}

type Reading = { params: RawSearchParams; timezone: string; now: Date };

function toData({ day, state, orders, proof }: CalendarDay, { params, timezone, now }: Reading): DayData {
  return {
    day,
    href: `${hrefWith("/sync", params, { day, month: null, cursor: null })}#calendar`,
    state,
    name: formatDay(day, { hasWeekday: true }),
    shortName: formatDay(day, { hasYear: false, hasWeekday: true }),
    counted: formatCounted(orders, "order", "orders"),
    orders: formatCount(orders),
    checked: proof ? formatInstantShort(proof.checkedAt, timezone, now) : "–",
  };
}

function Legend({ days }: { days: CalendarDay[] }) {
  const present = shownStates.filter((state) => days.some((day) => day.state === state));
  return (
    <ul aria-label="Marks" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
      {present.map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <DayMark state={state} className="size-3.5" />
          {dayStateNames[state]}
        </li>
      ))}
    </ul>
  );
}

type MonthLinksProps = { calendar: LoadedCalendar; params: RawSearchParams };

function MonthLinks({ calendar: { month, firstMonth, lastMonth }, params }: MonthLinksProps) {
  return (
    <nav aria-label="Months" className="flex items-center gap-2">
      <MonthLink
        month={month > firstMonth ? addMonths(month, -1) : null}
        label="Earlier month"
        params={params}
      >
        <ChevronLeft aria-hidden />
      </MonthLink>
      <p className="min-w-28 text-center text-sm font-medium">{formatMonth(month)}</p>
      <MonthLink month={month < lastMonth ? addMonths(month, 1) : null} label="Later month" params={params}>
        <ChevronRight aria-hidden />
      </MonthLink>
    </nav>
  );
}

type MonthLinkProps = {
  month: string | null;
  label: string;
  params: RawSearchParams;
  children: React.ReactNode;
};

function MonthLink({ month, label, params, children }: MonthLinkProps) {
  const className = buttonVariants({ size: "sm", className: "w-8 px-0" });
  if (month === null) {
    return (
      <span aria-disabled className={className}>
        {children}
        <span className="sr-only">{label}</span>
      </span>
    );
  }
  const href = `${hrefWith("/sync", params, { month, day: null, cursor: null })}#calendar`;
  return (
    <Link href={href as Route} prefetch={false} scroll={false} aria-label={label} className={className}>
      {children}
    </Link>
  );
}
