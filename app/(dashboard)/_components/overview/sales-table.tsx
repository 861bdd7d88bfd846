import { Table } from "@/components/ui/table";
import type { SalesRow } from "./sales-view";

type SalesTableProps = { rows: SalesRow[]; grain: string; beforeLabel: string };

/** The chart's numbers for whoever reads rather than looks. */
export function SalesTable({ rows, grain, beforeLabel }: SalesTableProps) {
  const columns = ["GMV", "Net sales", "Orders", "Units", beforeLabel];
  return (
    <Table aria-label={`Sales by ${grain}`}>
      <thead>
        <tr>
          <th scope="col">{grain === "day" ? "Day" : "Hour"}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="num">
              {column}
            </th>
          ))}
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
            <td className="num text-ink-muted">{row.before}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
