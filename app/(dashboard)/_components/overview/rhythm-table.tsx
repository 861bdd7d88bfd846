import type { Route } from "next";
import Link from "next/link";
import type { HeatmapCell } from "@/components/charts/heatmap";
import { Table } from "@/components/ui/table";

type RhythmTableProps = {
  weekdays: readonly string[];
  hours: readonly string[];
  cells: readonly HeatmapCell[];
};

/** Hours down, weekdays across: seven columns fit where twenty-four would not. */
export function RhythmTable({ weekdays, hours, cells }: RhythmTableProps) {
  return (
    <Table aria-label="Orders by weekday and hour">
      <thead>
        <tr>
          <th scope="col">Hour</th>
          {weekdays.map((name) => (
            <th key={name} scope="col" className="num">
              {name.slice(0, 3)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map((clock, hour) => (
          <tr key={clock}>
            <th scope="row">{clock}</th>
            {weekdays.map((name, row) => (
              <td key={name} className="num">
                <CellText cell={cells[row * hours.length + hour]} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function CellText({ cell }: { cell: HeatmapCell | undefined }) {
  if (!cell || cell.level === null) return "–";
  const orders = cell.text.split(": ")[1]?.split(" ")[0] ?? "0";
  if (cell.href === null) return orders;
  return (
    <Link
      href={cell.href as Route}
      prefetch={false}
      className="underline-offset-3 hover:text-accent hover:underline"
    >
      {orders}
    </Link>
  );
}
