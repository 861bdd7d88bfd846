import type { HeatmapWords } from "@/components/charts/heatmap-pointer";
import { SoftLink } from "@/components/ui/soft-link";
import { Table } from "@/components/ui/table";
import { formatCount } from "@/lib/format";

type RhythmTableProps = {
  words: HeatmapWords;
  counts: readonly number[];
  levels: readonly (number | null)[];
};

/** Hours down, weekdays across: seven columns fit where twenty-four would not. */
export function RhythmTable({ words, counts, levels }: RhythmTableProps) {
  const { rows, columns, href, rowParam, columnParam } = words;
  return (
    <Table aria-label="Orders by weekday and hour">
      <thead>
        <tr>
          <th scope="col">Hour</th>
          {rows.map((name) => (
            <th key={name} scope="col" className="num">
              {name.slice(0, 3)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((clock, column) => (
          <tr key={clock}>
            <th scope="row">{clock}</th>
            {rows.map((name, row) => {
              const at = row * columns.length + column;
              return (
                <td key={name} className="num">
                  <CellText
                    count={levels[at] === null ? null : (counts[at] ?? 0)}
                    href={`${href}&${rowParam}=${row + 1}&${columnParam}=${column}`}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function CellText({ count, href }: { count: number | null; href: string }) {
  if (count === null) return "–";
  if (count === 0) return "0";
  return (
    <SoftLink href={href} className="underline-offset-3 hover:text-accent hover:underline">
      {formatCount(count)}
    </SoftLink>
  );
}
