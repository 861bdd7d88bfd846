import { CalendarDays } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { hrefWith, type RawSearchParams } from "@/lib/address";
import type { DateRange, RangePreset } from "@/lib/ranges";

const presetLabels: Record<RangePreset, string> = {
  today: "Today",
  yesterday: "Yesterday",
  "7d": "7 days",
  "28d": "28 days",
  "90d": "90 days",
  "12m": "12 months",
  month: "This month",
  "last-month": "Last month",
};

const chipClass =
  "flex h-8 items-center justify-center rounded-sm px-2.5 text-sm font-medium whitespace-nowrap text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink";

type RangeControlProps = {
  pathname: Route;
  params: RawSearchParams;
  range: DateRange | null;
  today: string;
  presets: readonly RangePreset[];
  hasAllTime?: boolean;
};

/** The date range as links and one form: it lives in the address, so it needs no state and no script. */
export function RangeControl({
  pathname,
  params,
  range,
  today,
  presets,
  hasAllTime = false,
}: RangeControlProps) {
  const rest = { ...params, from: undefined, to: undefined, range: undefined, cursor: undefined };
  const chips = [
    ...(hasAllTime ? [{ key: "all", label: "All time", change: {}, isCurrent: range === null }] : []),
    ...presets.map((preset) => ({
      key: preset,
      label: presetLabels[preset],
      change: { range: preset },
      isCurrent: range?.preset === preset,
    })),
  ];
  return (
    <nav
      aria-label="Date range"
      className="grid w-full grid-cols-4 gap-0.5 rounded-md border border-line bg-surface p-0.5 shadow-card sm:flex sm:w-auto sm:flex-wrap"
    >
      {chips.map(({ key, label, change, isCurrent }) => (
        <Link
          key={key}
          href={hrefWith(pathname, rest, change) as Route}
          prefetch={false}
          scroll={false}
          aria-current={isCurrent ? "true" : undefined}
          className={chipClass}
        >
          {label}
        </Link>
      ))}
      <CustomRange pathname={pathname} rest={rest} range={range} today={today} />
    </nav>
  );
}

type CustomRangeProps = { pathname: Route; rest: RawSearchParams; range: DateRange | null; today: string };

function CustomRange({ pathname, rest, range, today }: CustomRangeProps) {
  const kept = Object.entries(rest).flatMap(([key, value]) =>
    [value ?? []].flat().map((item) => ({ key, item })),
  );
  const inputClass =
    "h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-field tabular-nums";
  return (
    // Keyed by the range, so that the panel closes once a new one is on screen.
    <details key={`${range?.from}:${range?.to}`} name="popup" className="relative">
      <summary
        className={`${chipClass} gap-1.5`}
        aria-current={range?.preset === "custom" ? "true" : undefined}
      >
        <CalendarDays aria-hidden className="size-3.5" />
        Custom
      </summary>
      <form
        action={pathname}
        className="absolute top-full right-0 z-20 mt-2 grid w-64 gap-3 rounded-lg border border-line bg-surface-raised p-4 shadow-pop"
      >
        {kept.map(({ key, item }) => (
          <input key={`${key}:${item}`} type="hidden" name={key} value={item} />
        ))}
        <label className="grid gap-1 text-sm font-medium">
          From
          <input
            type="date"
            name="from"
            required
            max={today}
            defaultValue={range?.from}
            className={inputClass}
          />
        </label>
        <label className="grid gap-1 text-sm font-medium">
          To
          <input type="date" name="to" max={today} defaultValue={range?.to ?? today} className={inputClass} />
        </label>
        <button type="submit" className={buttonVariants({ variant: "primary" })}>
          Apply
        </button>
      </form>
    </details>
  );
}
