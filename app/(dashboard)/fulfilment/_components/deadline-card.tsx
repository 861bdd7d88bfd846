import { CircleCheck } from "lucide-react";
import { StatusBadge } from "@/components/status-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SoftLink } from "@/components/ui/soft-link";
import { Table, TableHead } from "@/components/ui/table";
import type { DueOrder } from "@/db/queries/fulfilment";
import { formatInstant, formatInstantShort } from "@/lib/dates";
import type { FilterShop } from "@/lib/filters/filter";
import { formatCounted, formatSpan } from "@/lib/format";
import { fulfilmentWords } from "@/lib/fulfilment";

const hourMs = 3_600_000;

type DeadlineCardProps = { orders: readonly DueOrder[]; shops: readonly FilterShop[]; now: Date };

/** The orders to begin with: those past their deadline, then those that come next. */
export function DeadlineCard({ orders, shops, now }: DeadlineCardProps) {
  return (
    <Card aria-labelledby="next-title" className="flex flex-col">
      <CardHeader id="next-title" title="Next deadlines" hint="Nearest first, whatever the dates chosen" />
      {orders.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Nothing to ship">
          No order of this filter waits to be made ready or handed over.
        </EmptyState>
      ) : (
        <div className="pt-2 pb-1">
          <Table aria-label="Next deadlines">
            <TableHead
              columns={[
                "Order",
                ["To do", "max-sm:hidden"],
                ["Deadline", "num max-sm:hidden"],
                ["Time left", "num"],
              ]}
            />
            <tbody>
              {orders.map((order) => (
                <DeadlineRow
                  key={`${order.shopId}:${order.orderId}`}
                  order={order}
                  shop={shops.find(({ shopId }) => shopId === order.shopId)}
                  hasShop={shops.length > 1}
                  now={now}
                />
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <p className="mt-auto border-t border-line px-4 py-2.5 text-xs text-pretty text-ink-muted sm:px-5">
        {fulfilmentWords.deadline}
      </p>
    </Card>
  );
}

type RowProps = { order: DueOrder; shop: FilterShop | undefined; hasShop: boolean; now: Date };

function DeadlineRow({ order, shop, hasShop, now }: RowProps) {
  const { shopId, orderId, status, deadline, units } = order;
  const timezone = shop?.timezone ?? "UTC";
  const leftMs = Date.parse(deadline) - now.getTime();
  const tone =
    leftMs < 0 ? "font-semibold text-bad" : leftMs < 6 * hourMs ? "font-medium text-warn" : "font-medium";
  return (
    <tr>
      <td>
        <SoftLink
          href={`/orders/${orderId}?${new URLSearchParams({ shop: shopId })}`}
          className="font-medium tabular-nums underline-offset-3 hover:text-accent hover:underline"
        >
          {orderId}
        </SoftLink>
        <p className="max-w-56 truncate text-xs text-ink-muted">
          {formatCounted(units, "item", "items")}
          <span className="sm:hidden">, {status === "AWAITING_COLLECTION" ? "to hand over" : "to ship"}</span>
          {hasShop ? <span> · {shop?.name}</span> : null}
        </p>
      </td>
      <td className="max-sm:hidden">
        <StatusBadge status={status} />
      </td>
      <td className="num text-ink-muted max-sm:hidden">
        <time dateTime={deadline} title={formatInstant(deadline, timezone)}>
          {formatInstantShort(deadline, timezone, now)}
        </time>
      </td>
      <td className={`num ${tone}`}>{leftMs < 0 ? `${formatSpan(leftMs)} overdue` : formatSpan(leftMs)}</td>
    </tr>
  );
}
