import { Card, CardHeader } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import type { AgeRow, OpenOrders } from "@/db/queries/fulfilment";
import type { RawSearchParams } from "@/lib/address";
import { ordersHref } from "@/lib/filters/address";
import { unnamed } from "@/lib/filters/selection";
import { formatCount } from "@/lib/format";
import { ages } from "@/lib/fulfilment";
import { allTime } from "@/lib/ranges";
import { AgeRows, type Dimension } from "./age-rows";

type AgeTableProps = { open: OpenOrders; params: RawSearchParams };

/** Open orders by how long ago they were paid: by status, by warehouse, by carrier, one under another in one grid. */
export function AgeTable({ open, params }: AgeTableProps) {
  const groups: { dimension: Dimension; title: string; rows: readonly AgeRow[] }[] = [
    { dimension: "status", title: "Status", rows: open.byStatus },
    { dimension: "warehouse", title: "Warehouse", rows: open.byWarehouse },
    { dimension: "carrier", title: "Carrier", rows: open.byCarrier },
  ];
  return (
    <Card aria-labelledby="ages-title">
      <CardHeader
        id="ages-title"
        title="Open orders by age"
        hint={`${formatCount(open.total)} in all, by time since payment, whatever the dates chosen`}
      />
      <div className="pt-2 pb-1">
        <Table aria-label="Open orders by age">
          {groups.map((group) => (
            <AgeGroup key={group.dimension} {...group} params={params} />
          ))}
        </Table>
      </div>
    </Card>
  );
}

type AgeGroupProps = {
  dimension: Dimension;
  title: string;
  rows: readonly AgeRow[];
  params: RawSearchParams;
};

function AgeGroup({ dimension, title, rows, params }: AgeGroupProps) {
  const hrefOf = ({ key }: AgeRow) =>
    ordersHref(
      params,
      { range: allTime },
      dimension === "status" ? { status: key?.toLowerCase() ?? null } : { [dimension]: key ?? unnamed },
    );
  return (
    <tbody className="not-first:[&>tr:first-child>th]:pt-6">
      <tr>
        <th scope="col">{title}</th>
        {ages.map(({ key, label, short }) => (
          <th key={key} scope="col" className="num">
            <span className="max-sm:sr-only">{label}</span>
            <span aria-hidden className="sm:hidden">
              {short}
            </span>
          </th>
        ))}
        <th scope="col" className="num">
          Stuck
        </th>
        <th scope="col" className="num">
          All
        </th>
      </tr>
      <AgeRows rows={rows.map((row) => ({ ...row, href: hrefOf(row) }))} dimension={dimension} />
    </tbody>
  );
}
