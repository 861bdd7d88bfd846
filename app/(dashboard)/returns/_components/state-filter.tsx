import { X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReturnSummary } from "@/db/queries/return-figures";
import { formatCount } from "@/lib/format";
import type { ReturnSelection } from "@/lib/returns/address";
import { describeReason, type ReturnState, returnStateLabels, returnStates } from "@/lib/returns/states";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

const chipClass =
  "flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-3 text-sm font-medium whitespace-nowrap text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current=true]:border-accent/40 aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink";

type StateFilterProps = {
  params: RawSearchParams;
  selection: ReturnSelection;
  summary: ReturnSummary;
  /** What the chosen reason reads like; null when none of the page has it. */
  reasonText: string | null;
};

/** Where requests stand, with exact numbers for the dates chosen; and the reason, which can be taken away. */
export function StateFilter({ params, selection, summary, reasonText }: StateFilterProps) {
  const hrefOf = (change: Record<string, string | null>) =>
    hrefWith("/returns", params, { ...change, cursor: null }) as Route;
  const shown = returnStates.filter((state) => summary.byState[state] > 0 || selection.state === state);
  return (
    <nav
      aria-label="State"
      className="flex gap-1.5 px-4 pb-3 max-sm:overflow-x-auto max-sm:py-1 sm:flex-wrap sm:px-5"
    >
      <Chip href={hrefOf({ state: null })} isChosen={selection.state === null} count={summary.requests}>
        All
      </Chip>
      {shown.map((state: ReturnState) => (
        <Chip
          key={state}
          href={hrefOf({ state: selection.state === state ? null : state })}
          isChosen={selection.state === state}
          count={summary.byState[state]}
        >
          {returnStateLabels[state]}
        </Chip>
      ))}
      {selection.reason === null ? null : (
        <Link
          href={hrefOf({ reason: null })}
          prefetch={false}
          scroll={false}
          className={chipClass}
          aria-current
        >
          {describeReason(selection.reason, reasonText)}
          <X aria-hidden className="size-3.5 text-ink-muted" />
          <span className="sr-only">, remove</span>
        </Link>
      )}
    </nav>
  );
}

type ChipProps = { href: Route; isChosen: boolean; count: number; children: string };

function Chip({ href, isChosen, count, children }: ChipProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-current={isChosen ? "true" : undefined}
      className={chipClass}
    >
      {children} <span className="font-normal text-ink-muted tabular-nums">{formatCount(count)}</span>
    </Link>
  );
}
