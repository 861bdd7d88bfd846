import { SoftLink } from "@/components/ui/soft-link";
import { Table } from "@/components/ui/table";

type StatusRow = { label: string; orders: string; share: string; href: string };

export function StatusTable({ rows }: { rows: StatusRow[] }) {
  return (
    <Table aria-label="Orders by status">
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col" className="num">
            Orders
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
            <td className="num">{row.orders}</td>
            <td className="num">{row.share}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
