import { Table } from "@/components/ui/table";
import type { OrderRow } from "@/db/queries/orders";
import { formatInstant, formatInstantShort } from "@/lib/dates";
import type { FilterShop } from "@/lib/filters/filter";
import type { DateBasis } from "@/lib/filters/selection";
import { formatCount, formatCounted, showBuyer } from "@/lib/format";
import { isOfUnits, type ListMetricKey, metricDefinitions } from "@/lib/metrics/definitions";
import { formatMoney } from "@/lib/money";
import { type OrderRowData, OrderRows } from "./order-rows";

export type OrderTableProps = {
  orders: OrderRow[];
  /** Of the shops by id, those chosen. */
  shops: readonly FilterShop[];
  now: Date;
  /** The figure the list explains: what each order adds to it has a column. */
  metric: ListMetricKey | null;
  basis: DateBasis;
  isBuyerMasked: boolean;
};

/** On a phone the least telling columns go and the rest fits; nothing scrolls sideways but the table itself. */
export function OrderTable(props: OrderTableProps) {
  const { shops, metric, basis } = props;
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
        <OrderRows rows={props.orders.map((order) => toRow(order, props))} />
      </tbody>
    </Table>
  );
}

/** A count of orders adds one for each, which needs no column. */
function hasContribution(metric: ListMetricKey | null): metric is ListMetricKey {
  return metric !== null && (metricDefinitions[metric].kind === "money" || isOfUnits(metric));
}

function toRow(order: OrderRow, { shops, now, metric, basis, isBuyerMasked }: OrderTableProps): OrderRowData {
  const { shopId, orderId, status, units, totalAmount, currency } = order;
  const shop = shops.find((one) => one.shopId === shopId) ?? shops[0];
  const timezone = shop?.timezone ?? "UTC";
  const at = basis === "paid" ? (order.paidTime ?? order.createTime) : order.createTime;
  return {
    key: `${shopId}:${orderId}`,
    orderId,
    href: `/orders/${orderId}?${new URLSearchParams({ shop: shopId })}`,
    status,
    isSample: order.isSampleOrder,
    at,
    when: formatInstantShort(at, timezone, now),
    whenInFull: formatInstant(at, timezone),
    shop: shops.length > 1 ? (shop?.name ?? "") : null,
    units: formatCount(units),
    items: formatCounted(units, "item", "items"),
    contribution: hasContribution(metric) ? formatContribution(order, metric) : null,
    total: totalAmount === null ? "–" : formatMoney(totalAmount, currency),
    buyer: showBuyer(order.buyerNickname, isBuyerMasked) ?? "–",
  };
}

function formatContribution({ contribution, currency }: OrderRow, metric: ListMetricKey): string {
  if (contribution === null) return "–";
  return metricDefinitions[metric].kind === "money"
    ? formatMoney(contribution, currency)
    : formatCount(Number(contribution));
}
