import type { Route } from "next";
import Link from "next/link";
import { StatusBadge } from "@/components/status-badge";
import { Table } from "@/components/ui/table";
import type { OrderRow } from "@/db/queries/orders";
import { formatInstant, formatInstantShort } from "@/lib/dates";
import { formatCount, formatCounted, humanizeCode, showBuyer } from "@/lib/format";
import { formatMoney } from "@/lib/money";
import { hrefWith } from "@/lib/search-params";

type OrderTableProps = {
  orders: OrderRow[];
  timezone: string;
  now: Date;
  /** The shop parameter of the address, to stay in the shop. */
  shopParam: string | null;
  isBuyerMasked: boolean;
};

/** On a phone the least telling columns go and the rest fits; nothing scrolls sideways but the table itself. */
export function OrderTable({ orders, ...rest }: OrderTableProps) {
  return (
    <Table aria-label="Orders">
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col" className="max-sm:hidden">
            Created
          </th>
          <th scope="col" className="max-sm:hidden">
            Status
          </th>
          <th scope="col" className="num max-sm:hidden">
            Items
          </th>
          <th scope="col" className="num max-md:pr-4">
            Total
          </th>
          <th scope="col" className="max-md:hidden">
            Buyer
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderTableRow key={order.orderId} order={order} {...rest} />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = Omit<OrderTableProps, "orders"> & { order: OrderRow };

function OrderTableRow({ order, timezone, now, shopParam, isBuyerMasked }: RowProps) {
  const created = formatInstantShort(order.createTime, timezone, now);
  return (
    <tr>
      <td>
        <Link
          href={hrefWith(`/orders/${order.orderId}`, {}, { shop: shopParam }) as Route}
          prefetch={false}
          className="font-medium tabular-nums underline-offset-3 hover:text-accent hover:underline"
        >
          {order.orderId}
        </Link>
        <p className="text-xs text-ink-muted tabular-nums sm:hidden">
          {humanizeCode(order.status)} · {created} · {formatCounted(order.units, "item", "items")}
        </p>
      </td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums max-sm:hidden">
        <time dateTime={order.createTime} title={formatInstant(order.createTime, timezone)}>
          {created}
        </time>
      </td>
      <td className="max-sm:hidden">
        <div className="flex flex-wrap items-center gap-1.5">
          <StatusBadge status={order.status} />
          {order.isSampleOrder ? <span className="text-xs text-ink-muted">Sample</span> : null}
        </div>
      </td>
      <td className="num max-sm:hidden">{formatCount(order.units)}</td>
      <td className="num font-medium max-md:pr-4">
        {order.totalAmount === null ? "–" : formatMoney(order.totalAmount, order.currency)}
      </td>
      <td className="max-w-40 truncate text-ink-muted max-md:hidden">
        {showBuyer(order.buyerNickname, isBuyerMasked) ?? "–"}
      </td>
    </tr>
  );
}
