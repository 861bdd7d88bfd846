import { SoftLink } from "@/components/ui/soft-link";
import { Table } from "@/components/ui/table";

type LinkedTableProps = {
  label: string;
  /** What the rows are, and what each of their figures is. */
  columns: [string, ...string[]];
  rows: { label: string; href: string; figures: string[] }[];
};

/** A chart as a table: each row leads to its orders. */
export function LinkedTable({ label, columns: [of, ...columns], rows }: LinkedTableProps) {
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="num">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <td>
              <SoftLink href={row.href} className="underline-offset-3 hover:text-accent hover:underline">
                {row.label}
              </SoftLink>
            </td>
            {row.figures.map((figure, place) => (
              <td key={columns[place]} className="num">
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
