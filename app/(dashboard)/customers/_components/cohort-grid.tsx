import { Users } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import type { Cohort } from "@/db/queries/buyers";
import { formatDay } from "@/lib/dates";
import { formatCount, formatPercent } from "@/lib/format";
import { buyerWords } from "@/lib/metrics/buyer-words";

/** Shares are set against the highest of the grid, so that small ones can be told apart too. */
const shades = 5;

/** Cohorts by the month of the first purchase: each line one, each column a month later. */
export function CohortGrid({ cohorts }: { cohorts: readonly Cohort[] }) {
  const columns = Math.max(0, ...cohorts.map(({ later }) => later.length));
  const offsets = Array.from({ length: columns }, (_, index) => index + 1);
  const shares = cohorts.flatMap(({ buyers, later }) => later.map((count) => count / Math.max(1, buyers)));
  const highest = Math.max(...shares, 1e-9);
  return (
    <Card aria-labelledby="cohorts-title">
      <CardHeader id="cohorts-title" title="Cohorts" hint={buyerWords.cohorts} />
      {cohorts.length === 0 ? (
        <EmptyState icon={Users} title="No cohorts yet">
          They begin with the first order that counts.
        </EmptyState>
      ) : (
        <div className="pt-2 pb-3">
          <Table aria-label="Cohorts">
            <thead>
              <tr>
                <th scope="col">First order</th>
                <th scope="col" className="num">
                  Buyers
                </th>
                {offsets.map((offset) => (
                  <th key={offset} scope="col" className="!px-1 text-center">
                    <span aria-hidden>+{offset}</span>
                    <span className="sr-only">{offset} months later</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {cohorts.map(({ month, buyers, later }) => (
                <tr key={month}>
                  <th scope="row" className="!font-medium !text-ink">
                    {formatDay(month).replace(/^1 /, "")}
                  </th>
                  <td className="num">{formatCount(buyers)}</td>
                  {offsets.slice(0, later.length).map((offset) => (
                    <CohortCell
                      key={offset}
                      count={later[offset - 1] ?? 0}
                      share={(later[offset - 1] ?? 0) / Math.max(1, buyers)}
                      highest={highest}
                      isOpen={offset === later.length}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Card>
  );
}

type CohortCellProps = {
  count: number;
  share: number;
  highest: number;
  /** Its month is still running. */
  isOpen: boolean;
};

function CohortCell({ count, share, highest, isOpen }: CohortCellProps) {
  const shade = count === 0 ? 0 : Math.min(shades, 1 + Math.floor((share / highest) * shades));
  const isDark = shade >= 4;
  return (
    <td className="!px-0.5 !py-0.5 text-center tabular-nums">
      <span
        title={`${formatCount(count)} buyers${isOpen ? ", month still running" : ""}`}
        className={`grid h-8 min-w-12 place-items-center rounded-sm text-xs ${isDark ? "text-white dark:text-black" : ""}`}
        style={{ background: `var(--heat-${shade})` }}
      >
        <span className={isOpen ? "opacity-80" : ""}>
          {formatPercent(share)}
          {isOpen ? <span className="sr-only"> so far</span> : null}
        </span>
      </span>
    </td>
  );
}
