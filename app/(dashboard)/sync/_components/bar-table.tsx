import type { ReactNode } from "react";

type BarTableProps = { caption: string; heads: readonly [string, ...string[]]; children: ReactNode };

/** A table whose rows carry a bar: the chart and its data in one. */
export function BarTable({ caption, heads, children }: BarTableProps) {
  const [first, ...figures] = heads;
  return (
    <div className="px-4 py-3 sm:px-5">
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-xs text-ink-muted">
            <th scope="col" className="pb-1 text-left font-medium">
              {first}
            </th>
            <td aria-hidden className="max-sm:hidden" />
            {figures.map((figure) => (
              <th key={figure} scope="col" className="pb-1 pl-3 text-right font-medium">
                {figure}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

type BarRowProps = {
  label: string;
  hint?: string;
  /** Length of the bar, 0 to 1. */
  share: number;
  barClassName: string;
  figures: string[];
};

export function BarRow({ label, hint, share, barClassName, figures }: BarRowProps) {
  return (
    <tr>
      <th scope="row" className="py-1.5 pr-3 text-left font-medium whitespace-nowrap max-sm:w-full">
        {label}
        {hint ? <span className="block text-xs font-normal text-ink-muted">{hint}</span> : null}
        <Bar share={share} className={barClassName} frameClassName="mt-1 h-1.5 sm:hidden" />
      </th>
      <td aria-hidden className="w-full py-1.5 max-sm:hidden">
        <Bar share={share} className={barClassName} frameClassName="h-2.5" />
      </td>
      {figures.map((figure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the figures of a row have a fixed order
        <td key={index} className="py-1.5 pl-3 text-right whitespace-nowrap tabular-nums">
          {figure}
        </td>
      ))}
    </tr>
  );
}

type BarProps = { share: number; className: string; frameClassName: string };

/** On a phone it stands under the name, else in a column of its own. */
function Bar({ share, className, frameClassName }: BarProps) {
  return (
    <div
      aria-hidden
      className={`rounded-full bg-surface-sunken ring-1 ring-line ring-inset ${frameClassName}`}
    >
      {share > 0 ? (
        <div className={`h-full min-w-1.5 rounded-full ${className}`} style={{ width: `${share * 100}%` }} />
      ) : null}
    </div>
  );
}
