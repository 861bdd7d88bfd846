import type { Route } from "next";
import Link from "next/link";
import { StatusBadge } from "@/components/status-badge";
import { Table } from "@/components/ui/table";
import type { OrderRow } from "@/db/queries/orders";
import { formatInstant, formatInstantShort } from "@/lib/dates";
import type { FilterShop } from "@/lib/filters/filter";
import type { DateBasis } from "@/lib/filters/selection";
import { formatCount, formatCounted, humanizeCode, showBuyer } from "@/lib/format";
import { type MetricKey, metricDefinitions } from "@/lib/metrics/definitions";
import { formatMoney } from "@/lib/money";

export type OrderTableProps = {
  orders: OrderRow[];
  /** Of the shops by id, those chosen. */
  shops: readonly FilterShop[];
  now: Date;
  /** The figure the list explains: what each order adds to it has a column. */
  metric: MetricKey | null;
  basis: DateBasis;
  isBuyerMasked: boolean;
};

/** On a phone the least telling columns go and the rest fits; nothing scrolls sideways but the table itself. */
export function OrderTable({ orders, ...rest }: OrderTableProps) {
  const { shops, metric, basis } = rest;
  return (
    <Table aria-label="Orders">
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col" className="max-sm:hidden">
            {basis === "paid" ? "Paid" : "Created"}
          </th>
          {shops.length > 1 ? (
            <th scope="col" className="max-lg:hidden">
              Shop
            </th>
          ) : null}
          <th scope="col" className="max-sm:hidden">
            Status
          </th>
          <th scope="col" className="num max-sm:hidden">
            Items
          </th>
          {hasContribution(metric) ? (
            <th scope="col" className="num">
              {metricDefinitions[metric].label}
            </th>
          ) : null}
          <th scope="col" className={`num max-md:pr-4 ${hasContribution(metric) ? "max-sm:hidden" : ""}`}>
            Total
          </th>
          <th scope="col" className="max-md:hidden">
            Buyer
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderTableRow key={`${order.shopId}:${order.orderId}`} order={order} {...rest} />
        ))}
      </tbody>
    </Table>
  );
}

/** A count of orders adds one for each, which needs no column. */
function hasContribution(metric: MetricKey | null): metric is MetricKey {
  return metric !== null && (metricDefinitions[metric].kind === "money" || metric === "units");
}

type RowProps = Omit<OrderTableProps, "orders"> & { order: OrderRow };

function OrderTableRow({ order, shops, now, metric, basis, isBuyerMasked }: RowProps) {
  const shop = shops.find(({ shopId }) => shopId === order.shopId) ?? shops[0];
  const timezone = shop?.timezone ?? "UTC";
  const at = basis === "paid" ? (order.paidTime ?? order.createTime) : order.createTime;
  const when = formatInstantShort(at, timezone, now);
  return (
    <tr>
      <td>
        <Link
          href={`/orders/${order.orderId}?${new URLSearchParams({ shop: order.shopId })}` as Route}
          prefetch={false}
          className="font-medium tabular-nums underline-offset-3 hover:text-accent hover:underline"
        >
          {order.orderId}
        </Link>
        <p className="text-xs text-ink-muted tabular-nums sm:hidden">
          {humanizeCode(order.status)} · {when} · {formatCounted(order.units, "item", "items")}
        </p>
      </td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums max-sm:hidden">
        <time dateTime={at} title={formatInstant(at, timezone)}>
          {when}
        </time>
      </td>
      {shops.length > 1 ? (
        <td className="max-w-40 truncate text-ink-muted max-lg:hidden">{shop?.name}</td>
      ) : null}
      <td className="max-sm:hidden">
        <div className="flex flex-wrap items-center gap-1.5">
          <StatusBadge status={order.status} />
          {order.isSampleOrder ? <span className="text-xs text-ink-muted">Sample</span> : null}
        </div>
      </td>
      <td className="num max-sm:hidden">{formatCount(order.units)}</td>
      {hasContribution(metric) ? (
        <td className="num font-medium">{formatContribution(order, metric)}</td>
      ) : null}
      <td
        className={`num max-md:pr-4 ${hasContribution(metric) ? "text-ink-muted max-sm:hidden" : "font-medium"}`}
      >
        {order.totalAmount === null ? "–" : formatMoney(order.totalAmount, order.currency)}
      </td>
      <td className="max-w-40 truncate text-ink-muted max-md:hidden">
        {showBuyer(order.buyerNickname, isBuyerMasked) ?? "–"}
      </td>
    </tr>
  );
}

function formatContribution({ contribution, currency }: OrderRow, metric: MetricKey): string {
  if (contribution === null) return "–";
  return metricDefinitions[metric].kind === "money"
    ? formatMoney(contribution, currency)
    : formatCount(Number(contribution));
}
