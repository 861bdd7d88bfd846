import { Card, CardHeader } from "@/components/ui/card";
import type { OrderDetail } from "@/db/queries/order-detail";
import { humanizeCode, showBuyer } from "@/lib/format";

/** Who, how and where, as far as it is stored: no recipient name, phone or street is. */
export function OrderFacts({ order, isBuyerMasked }: { order: OrderDetail; isBuyerMasked: boolean }) {
  const code = (text: string | null) => (text ? humanizeCode(text) : null);
  const facts: [string, string | null][] = [
    ["Buyer", showBuyer(order.buyerNickname, isBuyerMasked)],
    ["Buyer id", showBuyer(order.buyerUserId, isBuyerMasked)],
    ["Region", order.recipientRegion],
    ["Payment", order.paymentMethodName],
    ["Fulfilment", code(order.fulfillmentType)],
    ["Shipping", code(order.shippingType)],
    ["Carrier", order.shippingProvider],
    ["Tracking number", order.trackingNumber],
    ["Warehouse", order.warehouseId],
    ["Cancelled by", code(order.cancellationInitiator)],
    ["Cancel reason", order.cancelReason],
  ];
  return (
    <Card aria-labelledby="facts-title">
      <CardHeader id="facts-title" title="Details" />
      <dl className="grid gap-2 px-4 py-4 sm:px-5">
        {facts.map(([label, value]) =>
          value ? (
            <div key={label} className="flex justify-between gap-4">
              <dt className="shrink-0 text-ink-muted">{label}</dt>
              <dd className="min-w-0 text-right break-words">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </Card>
  );
}
