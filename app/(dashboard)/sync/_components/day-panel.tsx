import type { Route } from "next";
import Link from "next/link";
import { CheckForm } from "@/components/sync/check-form";
import { Fact } from "@/components/ui/fact";
import { formatClock, formatDay, formatInstantShort } from "@/lib/dates";
import { formatCount, formatCounted, formatSpan } from "@/lib/format";
import { dayStateNames, explainDay } from "@/lib/proof-day-words";
import { hrefWith } from "@/lib/search-params";
import { forecastSpanCheck } from "@/lib/sync-forecast";
import { checkSpanAction } from "../actions";
import { DayMark } from "./day-mark";
import type { LoadedCalendar } from "./load-calendar";

type DayPanelProps = {
  opened: LoadedCalendar["opened"];
  shopId: string;
  timezone: string;
  now: Date;
  canCheck: boolean;
};

type Opened = NonNullable<LoadedCalendar["opened"]>;

const ordersPerCall = 100;

/** A day's counts, and for admins the buttons that read it again. */
export function DayPanel({ opened, shopId, timezone, now, canCheck }: DayPanelProps) {
  if (!opened) {
    return (
      <p className="content-center rounded-md bg-surface-sunken p-4 text-pretty text-ink-muted">
        Choose a day to see its counts. Every night TikTok's own counts are compared with ours; a difference
        is halved down to its hour, read again and counted once more.
      </p>
    );
  }
  const { day, state, orders, proof } = opened;
  return (
    <section
      aria-labelledby="day-title"
      className="grid content-start gap-4 rounded-md bg-surface-sunken p-4"
    >
      <div>
        <h3 id="day-title" className="font-semibold">
          {formatDay(day, { hasWeekday: true })}
        </h3>
        <p className="flex items-center gap-1.5">
          <DayMark state={state} />
          {dayStateNames[state]}
        </p>
      </div>
      <p className="text-pretty">{explainDay(opened)}</p>
      <dl className="grid grid-cols-2 gap-4 tabular-nums">
        <Fact label="Orders here">{formatCount(orders)}</Fact>
        <Fact label="At TikTok">{atTikTok(opened)}</Fact>
        <Fact label="Checked">
          {proof ? (
            <time dateTime={proof.checkedAt} title={formatInstantShort(proof.checkedAt, timezone, now)}>
              {formatSpan(now.getTime() - Date.parse(proof.checkedAt))} ago
            </time>
          ) : (
            "–"
          )}
        </Fact>
        <Fact label="By">
          {proof ? (
            <Link
              href={hrefWith(`/sync/runs/${proof.runId}`, {}, { shop: shopId }) as Route}
              prefetch={false}
              className="underline underline-offset-3 hover:text-accent"
            >
              this run
            </Link>
          ) : (
            "–"
          )}
        </Fact>
      </dl>
      {canCheck ? <Checks opened={opened} shopId={shopId} timezone={timezone} /> : null}
    </section>
  );
}

/** Only a count of this very day says how many TikTok has of it. */
function atTikTok({ proof, fromSec, toSec, state, orders }: Opened): string {
  if (proof && proof.fromSec === fromSec && proof.toSec === toSec && proof.there !== null)
    return formatCount(proof.there);
  return state === "proven" || state === "mended" ? `as many (${formatCount(orders)})` : "not counted alone";
}

type ChecksProps = { opened: Opened; shopId: string; timezone: string };

function Checks({ opened, shopId, timezone }: ChecksProps) {
  const price = (records: number) =>
    formatCounted(forecastSpanCheck(records, ordersPerCall), "API call", "API calls");
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <CheckForm action={checkSpanAction} label="Check this day" price={`About ${price(opened.orders)}.`}>
        <input type="hidden" name="shopId" value={shopId} />
        <input type="hidden" name="span" value={`${opened.fromSec}-${opened.toSec}`} />
      </CheckForm>
      <CheckForm action={checkSpanAction} label="Check this hour">
        <input type="hidden" name="shopId" value={shopId} />
        <select
          name="span"
          aria-label="Hour"
          className="h-8 min-w-0 rounded-md border border-line bg-surface px-2 text-sm tabular-nums"
        >
          {opened.hours.map(({ fromSec, toSec, orders }) => (
            <option key={fromSec} value={`${fromSec}-${toSec}`}>
              {`${formatClock(new Date(fromSec * 1000), timezone)} · ${formatCounted(orders, "order", "orders")} · ${price(orders)}`}
            </option>
          ))}
        </select>
      </CheckForm>
    </div>
  );
}
