"use client";

import { formatCount } from "@/lib/format";

export type StackSeries = { key: string; label: string; tone: string };

export type StackStep = {
  key: string;
  /** `4 Nov 2026`, `Week of 2 Nov 2026`, `Nov 2026`. */
  label: string;
  /** One for each series. */
  counts: readonly number[];
};

type StackedBarsProps = {
  caption: string;
  /** From the foot up. */
  series: readonly StackSeries[];
  steps: readonly StackStep[];
  /** Of a step that is still running; paler. */
  openKey?: string | null | undefined;
};

/**
 * Counts that add up, step by step; the numbers are a table for whoever does not see them. Run in the browser too: two
 * hundred elements would be sent a second time for a hundred numbers.
 */
export function StackedBars({ caption, series, steps, openKey = null }: StackedBarsProps) {
  const sums = steps.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const highest = Math.max(1, ...sums);
  const [first, last] = [steps[0], steps.at(-1)];
  const describe = ({ label, counts }: StackStep) =>
    `${label}: ${series.map((one, place) => `${formatCount(counts[place] ?? 0)} ${one.label.toLowerCase()}`).join(", ")}`;
  return (
    <figure className="relative flex grow flex-col">
      <p aria-hidden className="mb-1 text-right text-2xs text-ink-muted tabular-nums">
        {formatCount(Math.max(0, ...sums))}
      </p>
      <div
        aria-hidden
        className="flex min-h-36 grow items-stretch gap-px border-t border-dashed border-line sm:gap-1"
      >
        {steps.map((step) => (
          <div
            key={step.key}
            title={`${describe(step)}${step.key === openKey ? " so far" : ""}`}
            className={`flex min-w-px flex-1 flex-col-reverse gap-px rounded-t-xs hover:bg-hover ${step.key === openKey ? "opacity-60" : ""}`}
          >
            {series.map(({ key, tone }, place) =>
              (step.counts[place] ?? 0) > 0 ? (
                <div
                  key={key}
                  className={`min-h-0.5 w-full last:rounded-t-xs ${tone}`}
                  style={{ height: `${((step.counts[place] ?? 0) / highest) * 100}%` }}
                />
              ) : null,
            )}
          </div>
        ))}
      </div>
      <div
        aria-hidden
        className="flex justify-between gap-4 border-t border-line pt-1.5 text-xs text-ink-muted tabular-nums"
      >
        <span>{first?.label}</span>
        {last && last !== first ? <span>{last.label}</span> : null}
      </div>
      <div className="sr-only">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              {series.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map(({ key, label, counts }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                {series.map((one, place) => (
                  <td key={one.key}>{formatCount(counts[place] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
