import { Card, CardHeader } from "@/components/ui/card";
import type { OrderMoney } from "@/db/queries/order-detail";
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

/** From list price to what the buyer paid, each step added to the one above. */
export function OrderMoneyCard({ money, currency }: { money: OrderMoney; currency: string }) {
  const steps = stepsOf(money).filter(
    ({ amount, isOptional }) => !isOptional || (amount !== null && !isZeroMoney(amount)),
  );
  return (
    <Card aria-labelledby="money-title">
      <CardHeader id="money-title" title="Money" hint={`In ${currency}`} />
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
    </Card>
  );
}
