import { CalendarDays, ChevronLeft, ChevronRight, type LucideIcon } from "lucide-react";
import { buttonVariants } from "@/components/ui/button";
import { Popup } from "@/components/ui/popup";
import { SoftForm } from "@/components/ui/soft-form";
import { SoftLink } from "@/components/ui/soft-link";
import { filterHref, transientKeys } from "@/lib/filters/address";
import { filterToday } from "@/lib/filters/filter";
import { describeDates, labelRange, presetLabels } from "@/lib/filters/labels";
import { shiftRange } from "@/lib/filters/shift";
import { rangePresets } from "@/lib/ranges";
import { choiceClass, type FilterPartProps } from "./filter-part";
import { KeptParams } from "./kept-params";

const inputClass =
  "h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-field tabular-nums";
const ownKeys = ["range", "from", "to", ...transientKeys];

type DateFilterProps = FilterPartProps & { hasAllTime: boolean };

/** Presets as links, any other span as a form of two dates. */
export function DateFilter({ hasAllTime, ...part }: DateFilterProps) {
  const { pathname, params, filter } = part;
  const { range } = filter;
  const presets = [...(hasAllTime ? (["all"] as const) : []), ...rangePresets];
  const today = filterToday(filter);
  return (
    <div className="flex gap-0.5">
      <ShiftLink
        {...part}
        to={shiftRange(range, -1, today)}
        label="Dates before"
        shortcut="ArrowLeft"
        icon={ChevronLeft}
      />
      <ShiftLink
        {...part}
        to={shiftRange(range, 1, today)}
        label="Dates after"
        shortcut="ArrowRight"
        icon={ChevronRight}
      />
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
            <SoftLink
              isStaying
              key={preset}
              href={filterHref(pathname, params, { range: preset })}
              aria-current={range.preset === preset ? "true" : undefined}
              data-shortcut={presetKeys[preset]}
              className={choiceClass}
            >
              {presetLabels[preset]}
            </SoftLink>
          ))}
        </nav>
        <SoftForm action={pathname} aria-label="Custom dates" className="grid gap-3 border-t border-line p-4">
          <KeptParams params={params} without={ownKeys} />
          <div className="grid grid-cols-2 gap-3">
            <DateField label="From" name="from" value={range.preset === "all" ? undefined : range.from} />
            <DateField label="To" name="to" value={range.preset === "all" ? today : range.to} />
          </div>
          <p className="text-xs text-ink-muted">{describeDates(range)}, in the shop's own days.</p>
          <button type="submit" className={buttonVariants({ variant: "primary" })}>
            Apply
          </button>
        </SoftForm>
      </Popup>
    </div>
  );
}

type ShiftLinkProps = FilterPartProps & {
  to: { from: string; to: string } | null;
  label: string;
  shortcut: string;
  icon: LucideIcon;
};

/** One step through time; where there is none, its place stays so that nothing moves. */
function ShiftLink({ pathname, params, to, label, shortcut, icon: Icon }: ShiftLinkProps) {
  const className = "grid h-8 w-7 place-items-center rounded-md text-ink-muted";
  if (!to) {
    return (
      <span aria-hidden className={`${className} opacity-40`}>
        <Icon className="size-4" />
      </span>
    );
  }
  return (
    <SoftLink
      isStaying
      href={filterHref(pathname, params, to)}
      aria-label={label}
      data-shortcut={shortcut}
      className={`${className} hover:bg-hover hover:text-ink`}
    >
      <Icon aria-hidden className="size-4" />
    </SoftLink>
  );
}

const presetKeys: Partial<Record<string, string>> = { today: "d", "7d": "w", "28d": "m", "12m": "y" };

function DateField({ label, name, value }: { label: string; name: string; value: string | undefined }) {
  return (
    <label className="grid min-w-0 gap-1 text-sm font-medium">
      {label}
      <input type="date" name={name} required defaultValue={value} className={inputClass} />
    </label>
  );
}
