import type { Route } from "next";
import Link from "next/link";
import { CauseBadge } from "@/components/restatements/cause-badge";
import { Table, TableHead } from "@/components/ui/table";
import type { Restatement } from "@/db/queries/restatements";
import { formatDay, formatInstantShort } from "@/lib/dates";
import { formatDifference, formatFigure, metricWords } from "@/lib/restatements";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

const runWords = {
  full: "Full resync",
  incremental: "Sync",
  audit: "Count check",
  repair: "Repair",
} as const;

type RestatementTableProps = { rows: Restatement[]; timezone: string; now: Date; params: RawSearchParams };

/** One row for each figure that became another one. */
export function RestatementTable({ rows, timezone, now, params }: RestatementTableProps) {
  return (
    <div className="pt-2 pb-1">
      <Table aria-label="Restated figures">
        <TableHead
          columns={[
            "Day",
            "Figure",
            ["Difference", "num"],
            ["Before", "num"],
            ["After", "num"],
            "Why",
            "Found by",
            "Changed",
          ]}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="whitespace-nowrap">
                <Link
                  href={hrefWith("/sync/restatements", { shop: params.shop }, { day: row.day }) as Route}
                  prefetch={false}
                  className="font-medium underline-offset-3 hover:underline"
                >
                  {formatDay(row.day)}
                </Link>
              </td>
              <td className="whitespace-nowrap">{metricWords[row.metric]}</td>
              <td className="num font-medium">
                {formatDifference(row.metric, row.difference, row.currency)}
              </td>
              <td className="num text-ink-muted">{formatFigure(row.metric, row.before, row.currency)}</td>
              <td className="num">{formatFigure(row.metric, row.after, row.currency)}</td>
              <td>
                <CauseBadge cause={row.cause} />
              </td>
              <td className="whitespace-nowrap text-ink-muted">
                {row.runKind ? runWords[row.runKind] : "–"}
              </td>
              <td className="whitespace-nowrap text-ink-muted tabular-nums">
                <time dateTime={row.notedAt}>{formatInstantShort(row.notedAt, timezone, now)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
