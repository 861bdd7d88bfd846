import { CalendarDays } from "lucide-react";
import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Popup } from "@/components/ui/popup";
import { filterHref } from "@/lib/filters/address";
import { filterToday } from "@/lib/filters/filter";
import { describeDates, labelRange, presetLabels } from "@/lib/filters/labels";
import { rangePresets } from "@/lib/search-params";
import { choiceClass, type FilterPartProps } from "./filter-part";
import { KeptParams } from "./kept-params";

const inputClass =
  "h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm tabular-nums max-sm:text-base";
const ownKeys = ["range", "from", "to", "cursor", "table"];

type DateFilterProps = FilterPartProps & { hasAllTime: boolean };

/** Presets as links, any other span as a form of two dates. */
export function DateFilter({ pathname, params, filter, hasAllTime }: DateFilterProps) {
  const { range } = filter;
  const presets = [...(hasAllTime ? (["all"] as const) : []), ...rangePresets];
  return (
    <Popup
      key={`${range.from}:${range.to}`}
      label={
        <>
          <CalendarDays aria-hidden className="size-3.5 text-ink-muted" />
          <span className="sr-only">Dates: </span>
          {labelRange(range)}
        </>
      }
      className="sm:w-92"
    >
      <nav aria-label="Date range" className="grid grid-cols-2 gap-0.5 p-1.5">
        {presets.map((preset) => (
          <Link
            key={preset}
            href={filterHref(pathname, params, { range: preset }) as Route}
            prefetch={false}
            scroll={false}
            aria-current={range.preset === preset ? "true" : undefined}
            className={choiceClass}
          >
            {presetLabels[preset]}
          </Link>
        ))}
      </nav>
      <Form
        action={pathname}
        scroll={false}
        prefetch={false}
        aria-label="Custom dates"
        className="grid gap-3 border-t border-line p-4"
      >
        <KeptParams params={params} without={ownKeys} />
        <div className="grid grid-cols-2 gap-3">
          <DateField label="From" name="from" value={range.preset === "all" ? undefined : range.from} />
          <DateField label="To" name="to" value={range.preset === "all" ? filterToday(filter) : range.to} />
        </div>
        <p className="text-xs text-ink-muted">{describeDates(range)}, in the shop's own days.</p>
        <button type="submit" className={buttonVariants({ variant: "primary" })}>
          Apply
        </button>
      </Form>
    </Popup>
  );
}

function DateField({ label, name, value }: { label: string; name: string; value: string | undefined }) {
  return (
    <label className="grid min-w-0 gap-1 text-[0.8125rem] font-medium">
      {label}
      <input type="date" name={name} required defaultValue={value} className={inputClass} />
    </label>
  );
}
