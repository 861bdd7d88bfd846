import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Table } from "@/components/ui/table";
import type { SalesRow } from "./sales-view";

type SalesTableProps = {
  /** Null while the table is closed. */
  rows: SalesRow[] | null;
  grain: string;
  toggleHref: Route;
};

/**
 * The chart's numbers for whoever reads rather than looks. Open or closed is part of the address: a year's days made
 * 500 kB of a page of 700, for a table that few open.
 */
export function SalesTable({ rows, grain, toggleHref }: SalesTableProps) {
  return (
    <div id="sales-table" className="border-t border-line lg:scroll-mt-14">
      <Link
        href={toggleHref}
        prefetch={false}
        scroll={false}
        aria-expanded={rows !== null}
        className="flex items-center gap-1 px-4 py-2.5 text-[0.8125rem] font-medium text-ink-muted hover:text-ink sm:px-5"
      >
        <ChevronRight
          aria-hidden
          className={`size-4 transition-transform ${rows === null ? "" : "rotate-90"}`}
        />
        Show as a table
      </Link>
      {rows === null ? null : <Rows rows={rows} grain={grain} />}
    </div>
  );
}

function Rows({ rows, grain }: { rows: SalesRow[]; grain: string }) {
  return (
    <div className="max-h-96 overflow-y-auto">
      <Table aria-label={`Sales by ${grain}`}>
        <thead>
          <tr>
            <th scope="col">{grain === "day" ? "Day" : "Hour"}</th>
            <th scope="col" className="num">
              GMV
            </th>
            <th scope="col" className="num">
              Net sales
            </th>
            <th scope="col" className="num">
              Orders
            </th>
            <th scope="col" className="num">
              Units
            </th>
            <th scope="col" className="num">
              GMV before
            </th>
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {rows.map((row) => (
            <tr key={row.key}>
              <td className="whitespace-nowrap">
                {row.label}
                {row.note ? <span className="text-ink-muted"> · {row.note}</span> : null}
              </td>
              <td className="num">{row.gmv}</td>
              <td className="num">{row.netSales}</td>
              <td className="num">{row.orders}</td>
              <td className="num">{row.units}</td>
              <td className="num text-ink-muted">{row.previousGmv}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
