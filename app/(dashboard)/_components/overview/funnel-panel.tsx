import { Inbox } from "lucide-react";
import { ChartTable } from "@/components/charts/chart-table";
import { RankedBars } from "@/components/charts/ranked-bars";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { countStatuses } from "@/db/queries/status-counts";
import { ordersHref } from "@/lib/filters/address";
import { formatCount, formatPercent, humanizeCode } from "@/lib/format";
import { type OrderStatus, orderStatuses } from "@/lib/search-params";
import { LinkedTable } from "./linked-table";
import type { OverviewContext } from "./overview-context";
import { guardPanel } from "./panel-guard";

/** How far an order has come that has a status now; a cancelled one has left, wherever it was. */
const stages: { label: string; statuses: readonly OrderStatus[] }[] = [
  { label: "Placed", statuses: orderStatuses },
  {
    label: "Paid",
    statuses: [
      "ON_HOLD",
      "AWAITING_SHIPMENT",
      "PARTIALLY_SHIPPING",
      "AWAITING_COLLECTION",
      "IN_TRANSIT",
      "DELIVERED",
      "COMPLETED",
    ],
  },
  { label: "Ready or shipped", statuses: ["AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED"] },
  { label: "On the way or there", statuses: ["IN_TRANSIT", "DELIVERED", "COMPLETED"] },
  { label: "Delivered", statuses: ["DELIVERED", "COMPLETED"] },
  { label: "Completed", statuses: ["COMPLETED"] },
];

/** Where the orders created in the period are now. */
export function FunnelPanel({ context }: { context: OverviewContext }) {
  return guardPanel("Where orders are", async () => {
    const { filter, params, openTable } = context;
    const counts = await countStatuses(filter);
    const sum = (statuses: readonly OrderStatus[]) =>
      statuses.reduce((total, status) => total + (counts[status] ?? 0), 0);
    const placed = Object.values(counts).reduce((total, count) => total + count, 0);
    const within = (statuses: readonly OrderStatus[]) =>
      filter.statuses.length === 0 ? statuses : statuses.filter((status) => filter.statuses.includes(status));
    const hrefOf = (statuses: readonly OrderStatus[]) =>
      ordersHref(params, filter, {
        status:
          statuses.length === orderStatuses.length ? null : within(statuses).map((s) => s.toLowerCase()),
      });
    const lines = [...stages, { label: "Cancelled", statuses: ["CANCELLED"] as const }];
    const isOpen = openTable === "statuses";
    return (
      <Card aria-labelledby="funnel-title" className="flex flex-col">
        <CardHeader
          id="funnel-title"
          title="Where orders are"
          hint="Orders created in the period, as they stand now"
        />
        {placed === 0 ? (
          <EmptyState icon={Inbox} title="No orders">
            None was created in this period.
          </EmptyState>
        ) : (
          <div className="px-2 pt-3 pb-3 sm:px-3">
            <RankedBars
              label="Orders by how far they have come"
              bars={lines.map(({ label, statuses }) => ({
                key: label,
                label,
                value: formatCount(statuses === orderStatuses ? placed : sum(statuses)),
                hint: formatPercent(sum(statuses) / placed),
                share: sum(statuses) / placed,
                href: within(statuses).length === 0 ? null : hrefOf(statuses),
                tone: label === "Cancelled" ? ("hatched" as const) : ("data" as const),
              }))}
            />
          </div>
        )}
        <ChartTable
          name="statuses"
          isOpen={isOpen}
          pathname="/"
          params={params}
          label="Every status as a table"
        >
          {isOpen ? (
            <LinkedTable
              label="Orders by status"
              columns={["Status", "Orders", "Share"]}
              rows={orderStatuses
                .filter((status) => (counts[status] ?? 0) > 0)
                .map((status) => ({
                  label: humanizeCode(status),
                  href: hrefOf([status]),
                  figures: [formatCount(counts[status] ?? 0), formatPercent((counts[status] ?? 0) / placed)],
                }))}
            />
          ) : null}
        </ChartTable>
      </Card>
    );
  });
}
