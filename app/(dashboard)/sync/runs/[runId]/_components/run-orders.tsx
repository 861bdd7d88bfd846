import type { Route } from "next";
import Link from "next/link";
import { StatusBadge } from "@/components/status-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableHead } from "@/components/ui/table";
import type { BroughtOrders } from "@/db/queries/brought-orders";
import { formatInstantShort } from "@/lib/dates";
import { formatCount, formatCounted } from "@/lib/format";
import { hrefWith } from "@/lib/search-params";

type RunOrdersProps = {
  brought: BroughtOrders;
  /** False when the log no longer holds all pages of the run. */
  isWhole: boolean;
  shopId: string;
  timezone: string;
  now: Date;
};

/** What the pages of this run said, as TikTok sent it. */
export function RunOrders({ brought, isWhole, shopId, timezone, now }: RunOrdersProps) {
  const { orders, total } = brought;
  if (orders.length === 0) return isWhole ? null : <Forgotten />;
  const shown = orders.length < total ? `; the last ${formatCount(orders.length)} are listed` : "";
  return (
    <Card aria-labelledby="brought-title">
      <CardHeader
        id="brought-title"
        title="Orders it brought"
        hint={`${formatCounted(total, "order", "orders")} on the pages that held anything new${shown}${isWhole ? "" : "; older pages of this run are no longer kept"}`}
      />
      <div className="max-h-96 overflow-y-auto pt-2 pb-1">
        <Table aria-label="Orders it brought">
          <TableHead columns={["Order", "Status then", "Changed at TikTok"]} />
          <tbody>
            {orders.map(({ orderId, status, updatedAt }) => (
              <tr key={`${orderId} ${updatedAt}`}>
                <td>
                  <Link
                    href={hrefWith(`/orders/${orderId}`, {}, { shop: shopId }) as Route}
                    prefetch={false}
                    className="font-medium tabular-nums underline-offset-3 hover:text-accent hover:underline"
                  >
                    {orderId}
                  </Link>
                </td>
                <td>{status ? <StatusBadge status={status} /> : "–"}</td>
                <td className="whitespace-nowrap text-ink-muted tabular-nums">
                  {updatedAt ? formatInstantShort(updatedAt, timezone, now) : "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

function Forgotten() {
  return (
    <Card aria-labelledby="brought-title">
      <CardHeader
        id="brought-title"
        title="Orders it brought"
        hint="The pages of this run are no longer kept, so what it brought cannot be listed any more. The orders are here."
      />
      <div className="h-2" />
    </Card>
  );
}
