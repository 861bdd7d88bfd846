"use client";

import { SoftLink } from "@/components/ui/soft-link";

export type RankedBar = {
  key: string;
  label: string;
  /** What stands at the end of the line. */
  value: string;
  /** Beside the value, smaller. */
  hint?: string;
  /** Length of the bar, 0 to 1; null for a line that is no rank of its own, as what is left over. */
  share: number | null;
  /** Where the parts of this line are shown; null where they cannot be told apart. */
  href: string | null;
  /** `hatched` for what is not of the same kind as the rest. */
  tone?: "data" | "hatched";
};

const tones = {
  data: "bg-data-1",
  hatched: "hatch bg-surface-sunken ring-1 ring-line-strong/50 ring-inset",
};

/**
 * A ranking that is read as a list: label and number are text, the bar only helps the eye. Runs in the browser too, since
 * its data is far smaller than its elements, which React would send a second time beside the HTML.
 */
export function RankedBars({ label, bars }: { label: string; bars: readonly RankedBar[] }) {
  return (
    <ol aria-label={label} className="grid gap-0.5">
      {bars.map((bar) => (
        <li key={bar.key}>
          <BarLine bar={bar} />
        </li>
      ))}
    </ol>
  );
}

const lineClass = "grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1 rounded-md px-2 py-1.5";

function BarLine({ bar }: { bar: RankedBar }) {
  const content = (
    <>
      <span className="truncate text-sm">{bar.label}</span>
      <span className="text-right text-sm font-medium tabular-nums">
        {bar.value}
        {bar.hint ? (
          <span className="ml-2 inline-block min-w-11 text-xs font-normal text-ink-muted">{bar.hint}</span>
        ) : null}
      </span>
      {bar.share === null ? null : (
        <span aria-hidden className="col-span-2 h-1.5 overflow-hidden rounded-full bg-surface-sunken">
          <span
            className={`block h-full min-w-0.5 rounded-full ${tones[bar.tone ?? "data"]}`}
            style={{ width: `${Math.min(1, bar.share) * 100}%` }}
          />
        </span>
      )}
    </>
  );
  if (bar.href === null) return <div className={lineClass}>{content}</div>;
  return (
    <SoftLink href={bar.href} className={`${lineClass} hover:bg-hover`}>
      {content}
    </SoftLink>
  );
}
