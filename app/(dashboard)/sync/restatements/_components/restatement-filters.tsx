import Link from "next/link";
import type { ReactNode } from "react";
import { KeptParams } from "@/components/filters/kept-params";
import { Button, buttonVariants } from "@/components/ui/button";
import {
  causeWords,
  metricWords,
  type RestatementFilter,
  restatedMetrics,
  restatementCauses,
} from "@/lib/restatements";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

const own = ["day", "metric", "cause"];
const inputClass = "h-8 rounded-md border border-line-strong bg-surface px-2 text-sm";

type RestatementFiltersProps = { params: RawSearchParams; filter: RestatementFilter };

/** A GET form: the address holds what is chosen. */
export function RestatementFilters({ params, filter }: RestatementFiltersProps) {
  const isFiltered = filter.day !== null || filter.metric !== null || filter.cause !== null;
  const cleared = hrefWith("/sync/restatements", { shop: params.shop }, {});
  return (
    <form action="/sync/restatements" className="flex flex-wrap items-end gap-2">
      <KeptParams params={params} without={[...own, "older", "newer"]} />
      <Labelled label="Day" name="day">
        <input
          id="restated-day"
          type="date"
          name="day"
          defaultValue={filter.day ?? ""}
          className={inputClass}
        />
      </Labelled>
      <Choice
        label="Figure"
        name="metric"
        chosen={filter.metric}
        all="All figures"
        options={restatedMetrics.map((metric) => [metric, metricWords[metric]])}
      />
      <Choice
        label="Why"
        name="cause"
        chosen={filter.cause}
        all="All causes"
        options={restatementCauses.map((cause) => [cause, causeWords[cause].label])}
      />
      <Button type="submit" size="sm">
        Show
      </Button>
      {isFiltered ? (
        <Link
          href={cleared as "/sync/restatements"}
          prefetch={false}
          className={buttonVariants({ size: "sm", variant: "ghost" })}
        >
          Clear
        </Link>
      ) : null}
    </form>
  );
}

function Labelled({ label, name, children }: { label: string; name: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={`restated-${name}`} className="text-xs text-ink-muted">
        {label}
      </label>
      {children}
    </div>
  );
}

type ChoiceProps = {
  label: string;
  name: string;
  chosen: string | null;
  all: string;
  options: [string, string][];
};

function Choice({ label, name, chosen, all, options }: ChoiceProps) {
  return (
    <Labelled label={label} name={name}>
      <select id={`restated-${name}`} name={name} defaultValue={chosen ?? ""} className={inputClass}>
        <option value="">{all}</option>
        {options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
