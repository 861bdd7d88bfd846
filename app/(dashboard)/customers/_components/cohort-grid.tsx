import { Users } from "lucide-react";
import { HeatmapScale } from "@/components/charts/heatmap";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import type { Cohort } from "@/db/queries/buyers";
import { addMonths, monthOf } from "@/lib/dates";
import { formatCount, formatPercent } from "@/lib/format";
import { buyerWords } from "@/lib/metrics/buyer-words";
import { CohortRows } from "./cohort-rows";

export type CohortHref = (firstMonth: string, month: string) => string;

type CohortGridProps = {
  cohorts: readonly Cohort[];
  /** The orders that a cohort of one month paid in another, both as `2026-11`. */
  hrefOf: CohortHref;
};

/** Shaded cells stand close, and no line runs between them. */
const gridClass =
  "[&_:is(tbody,tfoot)_:is(th,td)]:border-0 [&_:is(tbody,tfoot)_:is(th,td)]:py-0.5 [&_tbody_td:not(.num)]:px-0.5 [&_tbody_tr]:h-9 [&_tbody_tr:hover]:bg-transparent [&_th[scope=row]]:text-ink";

/** Cohorts by the month of the first purchase: each line one, each column a month later. */
export function CohortGrid({ cohorts, hrefOf }: CohortGridProps) {
  const columns = Math.max(0, ...cohorts.map(({ later }) => later.length));
  const offsets = Array.from({ length: columns }, (_, index) => index + 1);
  const shares = cohorts.flatMap(({ buyers, later }) => later.map((count) => count / Math.max(1, buyers)));
  // Shares are set against the highest of the grid, so that small ones can be told apart too.
  const highest = Math.max(...shares, 1e-9);
  return (
    <Card aria-labelledby="cohorts-title">
      <CardHeader id="cohorts-title" title="Cohorts" hint={buyerWords.cohorts}>
        {shares.length > 0 ? <HeatmapScale low="0%" high={formatPercent(highest)} /> : null}
      </CardHeader>
      {cohorts.length === 0 ? (
        <EmptyState icon={Users} title="No cohorts yet">
          They begin with the first order that counts.
        </EmptyState>
      ) : (
        <div className={`pt-2 pb-3 ${gridClass}`}>
          <div className="pr-3 sm:pr-4">
            <Table aria-label="Cohorts">
              <thead>
                <tr>
                  <th scope="col">First order in</th>
                  <th scope="col" className="num">
                    Buyers
                  </th>
                  {offsets.map((offset) => (
                    <th key={offset} scope="col" className="text-center">
                      <span aria-hidden>+{offset}</span>
                      <span className="sr-only">
                        {offset} {offset === 1 ? "month" : "months"} later
                      </span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <CohortRows
                  cohorts={cohorts}
                  hrefs={cohorts.map((cohort) => hrefsOf(cohort, hrefOf))}
                  highest={highest}
                />
              </tbody>
              {columns > 0 ? <AverageRow cohorts={cohorts} offsets={offsets} /> : null}
            </Table>
          </div>
          <p className="px-4 pt-2 text-xs text-ink-muted sm:px-5">
            A dashed cell is of a month that is still running; the averages leave it out. The dates chosen do
            not narrow this table.
          </p>
        </div>
      )}
    </Card>
  );
}

function hrefsOf({ month: firstDay, later }: Cohort, hrefOf: CohortHref): string[] {
  const month = monthOf(firstDay);
  return [hrefOf(month, month), ...later.map((_, index) => hrefOf(month, addMonths(month, index + 1)))];
}

/** Each month after the first over the cohorts that have lived through it, each by its size. */
function AverageRow({ cohorts, offsets }: { cohorts: readonly Cohort[]; offsets: readonly number[] }) {
  const shareOf = (offset: number) => {
    const lived = cohorts.filter(({ later }) => later.length > offset);
    const buyers = lived.reduce((sum, cohort) => sum + cohort.buyers, 0);
    return buyers === 0 ? null : lived.reduce((sum, { later }) => sum + (later[offset - 1] ?? 0), 0) / buyers;
  };
  return (
    <tfoot>
      <tr>
        <th scope="row">On average</th>
        <td className="num">{formatCount(cohorts.reduce((sum, { buyers }) => sum + buyers, 0))}</td>
        {offsets.map((offset) => {
          const share = shareOf(offset);
          return (
            <td key={offset} className="text-center text-xs font-medium tabular-nums">
              {share === null ? "–" : formatPercent(share)}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}
