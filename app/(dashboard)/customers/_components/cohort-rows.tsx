"use client";

import { heatmapSteps } from "@/components/charts/heatmap-layout";
import { SoftLink } from "@/components/ui/soft-link";
import type { Cohort } from "@/db/queries/buyers";
import { formatMonth, monthOf } from "@/lib/dates";
import { formatCount, formatCounted, formatPercent } from "@/lib/format";

type CohortRowsProps = {
  cohorts: readonly Cohort[];
  /** Of each cohort: the orders of its first month, then those of each later one. */
  hrefs: readonly (readonly string[])[];
  /** The largest share of the grid, 0 to 1: what is shaded most. */
  highest: number;
};

/** Run in the browser too, because their data is a fourth of their elements, which would be sent a second time. */
export function CohortRows({ cohorts, hrefs, highest }: CohortRowsProps) {
  const columns = Math.max(0, ...cohorts.map(({ later }) => later.length));
  return cohorts.map(({ month, buyers, later }, row) => (
    <tr key={month}>
      <th scope="row">{formatMonth(monthOf(month))}</th>
      <td className="num">
        <SoftLink href={hrefs[row]?.[0] ?? ""} className="underline-offset-3 hover:underline">
          {formatCount(buyers)}
        </SoftLink>
      </td>
      {later.map((count, index) => (
        <CohortCell
          // biome-ignore lint/suspicious/noArrayIndexKey: a month is its place in the row
          key={index}
          count={count}
          share={count / Math.max(1, buyers)}
          highest={highest}
          isOpen={index === later.length - 1}
          href={hrefs[row]?.[index + 1] ?? ""}
        />
      ))}
      {later.length < columns ? <td colSpan={columns - later.length} /> : null}
    </tr>
  ));
}

/** What can be read on each shade, in both themes. */
const inks = ["", "", "", "", "text-black", "text-white dark:text-black"];

type CohortCellProps = {
  count: number;
  share: number;
  highest: number;
  /** Its month is still running. */
  isOpen: boolean;
  href: string;
};

function CohortCell({ count, share, highest, isOpen, href }: CohortCellProps) {
  const shades = heatmapSteps - 1;
  const shade = count === 0 ? 0 : Math.min(shades, 1 + Math.floor((share / highest) * shades));
  return (
    <td>
      <SoftLink
        href={href}
        title={`${formatCounted(count, "buyer", "buyers")}${isOpen ? " so far" : ""}`}
        className={`grid h-8 min-w-12 place-items-center rounded-sm text-xs tabular-nums hover:underline ${inks[shade]} ${isOpen ? "outline-1 -outline-offset-1 outline-line-strong outline-dashed" : ""}`}
        style={{ background: `var(--heat-${shade})` }}
      >
        <span>
          {formatPercent(share)}
          {isOpen ? <span className="sr-only"> so far</span> : null}
        </span>
      </SoftLink>
    </td>
  );
}
