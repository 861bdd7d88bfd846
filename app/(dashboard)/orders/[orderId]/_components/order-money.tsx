import { Card, CardHeader } from "@/components/ui/card";
import type { OrderMoney, OrderWorth } from "@/db/queries/order-detail";
import { metricDefinitions } from "@/lib/metrics/definitions";
import { formatMoney, isZeroMoney, negateMoney } from "@/lib/money";

type Step = { label: string; amount: string | null; isSum?: boolean; isOptional?: boolean };

function stepsOf(money: OrderMoney): Step[] {
  const less = (amount: string | null) => (amount === null ? null : negateMoney(amount));
  return [
    { label: "Items at list price", amount: money.listPrice },
    { label: "Seller discount", amount: less(money.sellerDiscount) },
    { label: "Platform discount", amount: less(money.platformDiscount) },
    { label: "Subtotal", amount: money.subTotal, isSum: true },
    { label: "Shipping", amount: money.shippingFee },
    { label: "Tax", amount: money.tax },
    { label: "Other fees", amount: money.other, isOptional: true },
    { label: "Total paid by the buyer", amount: money.total, isSum: true },
  ];
}

function worthSteps({ gmv, lost, netSales }: OrderWorth): Step[] {
  return [
    { label: metricDefinitions.gmv.label, amount: gmv },
    { label: "Cancelled or given back", amount: negateMoney(lost) },
    { label: metricDefinitions.netSales.label, amount: netSales, isSum: true },
  ];
}

type OrderMoneyProps = { money: OrderMoney; worth: OrderWorth | null; currency: string };

/** From list price to what the buyer paid, each step added to the one above; then what it adds to the figures of its day. */
export function OrderMoneyCard({ money, worth, currency }: OrderMoneyProps) {
  const steps = stepsOf(money).filter(
    ({ amount, isOptional }) => !isOptional || (amount !== null && !isZeroMoney(amount)),
  );
  return (
    <Card aria-labelledby="money-title">
      <CardHeader id="money-title" title="Money" hint={`In ${currency}`} />
      <Steps steps={steps} currency={currency} />
      <div className="border-t border-line">
        {worth ? (
          <Steps steps={worthSteps(worth)} currency={currency} />
        ) : (
          <p className="px-4 py-3 text-ink-muted sm:px-5">
            In no figure of sales: an order counts once it is paid, a free sample never.
          </p>
        )}
      </div>
    </Card>
  );
}

function Steps({ steps, currency }: { steps: readonly Step[]; currency: string }) {
  return (
    <dl className="grid px-4 py-3 sm:px-5">
      {steps.map(({ label, amount, isSum }) => (
        <div
          key={label}
          className={`flex justify-between gap-4 py-1.5 ${isSum ? "mt-1 border-t border-line pt-2.5 font-semibold" : "text-ink-muted"}`}
        >
          <dt>{label}</dt>
          <dd className={`tabular-nums ${isSum ? "" : "text-ink"}`}>
            {amount === null ? "Not stated" : formatMoney(amount, currency)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
