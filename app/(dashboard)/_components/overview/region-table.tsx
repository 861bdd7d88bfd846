import { SoftLink } from "@/components/ui/soft-link";
import { Table } from "@/components/ui/table";
import { formatCount } from "@/lib/format";

type RegionRow = { label: string; orders: number; gmv: string; share: string; href: string };

export function RegionTable({ rows }: { rows: RegionRow[] }) {
  return (
    <Table aria-label="GMV by region">
      <thead>
        <tr>
          <th scope="col">Region</th>
          <th scope="col" className="num">
            Orders
          </th>
          <th scope="col" className="num">
            GMV
          </th>
          <th scope="col" className="num">
            Share
          </th>
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
            <td className="num">{formatCount(row.orders)}</td>
            <td className="num">{row.gmv}</td>
            <td className="num">{row.share}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
