import { CircleCheck } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SoftLink } from "@/components/ui/soft-link";
import { Table, TableHead } from "@/components/ui/table";
import type { StuckOrder } from "@/db/queries/fulfilment";
import type { RawSearchParams } from "@/lib/address";
import { ordersHref } from "@/lib/filters/address";
import type { Filter } from "@/lib/filters/filter";
import { formatCount, formatSpan, humanizeCode } from "@/lib/format";
import { fulfilmentWords, openStatuses, stuckAfterHours } from "@/lib/fulfilment";
import { allTime } from "@/lib/ranges";
import { type StuckRowData, StuckRows } from "./stuck-rows";

type StuckCardProps = {
  stuck: readonly StuckOrder[];
  total: number;
  filter: Filter;
  params: RawSearchParams;
  now: Date;
};

const limits = openStatuses
  .map((status) => `${humanizeCode(status).toLowerCase()} ${formatSpan(stuckAfterHours[status] * 3_600_000)}`)
  .join(", ");

/** Orders that have not moved for longer than their status usually lasts. */
export function StuckCard({ stuck, total, filter, params, now }: StuckCardProps) {
  return (
    <Card aria-labelledby="stuck-title" className="flex flex-col">
      <CardHeader id="stuck-title" title="Stuck orders" hint="Whatever the dates chosen">
        {total > 0 ? (
          <SoftLink
            href={ordersHref(params, { range: allTime }, { open: "stuck" })}
            className="text-sm font-medium text-accent underline-offset-3 hover:underline"
          >
            {total === 1 ? "Show it" : `All ${formatCount(total)}`}
          </SoftLink>
        ) : null}
      </CardHeader>
      {stuck.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Nothing is stuck">
          Every open order has moved lately.
        </EmptyState>
      ) : (
        <div className="pt-2 pb-1">
          <Table aria-label="Stuck orders">
            <TableHead
              columns={[
                "Order",
                "Status",
                ["No change for", "num"],
                ["Carrier", "max-md:hidden"],
                filter.shops.length > 1 ? ["Shop", "max-lg:hidden"] : null,
              ]}
            />
            <tbody>
              <StuckRows rows={stuck.map((order) => toRow(order, filter, now))} />
            </tbody>
          </Table>
        </div>
      )}
      <p className="mt-auto border-t border-line px-4 py-2.5 text-xs text-pretty text-ink-muted sm:px-5">
        {fulfilmentWords.stuck} Limits: {limits}.
      </p>
    </Card>
  );
}

function toRow(order: StuckOrder, filter: Filter, now: Date): StuckRowData {
  const { shopId, orderId, status, updateTime, shippingProvider, trackingNumber } = order;
  return {
    orderId,
    href: `/orders/${orderId}?${new URLSearchParams({ shop: shopId })}`,
    status,
    unchangedFor: formatSpan(now.getTime() - Date.parse(updateTime)),
    carrier: shippingProvider,
    trackingNumber,
    shop: filter.shops.length > 1 ? (filter.shops.find((shop) => shop.shopId === shopId)?.name ?? "") : null,
  };
}
