import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { KeptParams } from "@/components/filters/kept-params";
import { buttonVariants } from "@/components/ui/button";
import { isFiltered, type RunFilter, runKinds, runOutcomes, runTriggers } from "@/lib/run-filters";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

const kindLabels = {
  full: "Full syncs",
  incremental: "Syncs of changes",
  audit: "Counts",
  repair: "Repairs",
} as const;
const triggerLabels = {
  cron: "On schedule",
  refresh: "Refresh",
  admin: "An admin",
  connect: "Connecting",
  webhook: "A notification",
} as const;
const outcomeLabels = {
  running: "Under way",
  succeeded: "Complete",
  failed: "Failed",
  cancelled: "Cancelled",
} as const;

const names = ["kind", "trigger", "outcome", "cursor"];

/** Which runs are shown: three choices and one button, so that it needs no script. */
export function RunFilters({ filter, params }: { filter: RunFilter; params: RawSearchParams }) {
  const cleared = hrefWith("/sync", params, Object.fromEntries(names.map((name) => [name, null])));
  return (
    <Form
      action="/sync"
      scroll={false}
      prefetch={false}
      aria-label="Filter runs"
      className="flex flex-wrap items-center gap-2"
    >
      <KeptParams params={params} without={names} />
      <Choice name="kind" label="Kind" all="Every kind" value={filter.kind}>
        {runKinds.map((kind) => [kind, kindLabels[kind]])}
      </Choice>
      <Choice name="trigger" label="Cause" all="Every cause" value={filter.trigger}>
        {runTriggers.map((trigger) => [trigger, triggerLabels[trigger]])}
      </Choice>
      <Choice name="outcome" label="Outcome" all="Every outcome" value={filter.outcome}>
        {runOutcomes.map((outcome) => [outcome, outcomeLabels[outcome]])}
      </Choice>
      <button type="submit" className={buttonVariants({ size: "sm" })}>
        Apply
      </button>
      {isFiltered(filter) ? (
        <Link
          href={cleared as Route}
          scroll={false}
          prefetch={false}
          className={buttonVariants({ size: "sm", variant: "ghost" })}
        >
          Clear
        </Link>
      ) : null}
    </Form>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  all: string;
  value: string | null;
  children: (readonly [string, string])[];
};

function Choice({ name, label, all, value, children }: ChoiceProps) {
  return (
    <select
      key={value}
      name={name}
      aria-label={label}
      defaultValue={value ?? ""}
      data-active={value !== null}
      className="h-8 rounded-md border border-line bg-surface px-2 text-sm font-medium shadow-card hover:bg-hover data-[active=true]:border-accent/40 data-[active=true]:bg-accent-soft"
    >
      <option value="">{all}</option>
      {children.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}
