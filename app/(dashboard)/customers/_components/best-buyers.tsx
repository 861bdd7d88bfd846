import { Users } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SoftLink } from "@/components/ui/soft-link";
import { Table, TableHead } from "@/components/ui/table";
import type { BestBuyer } from "@/db/queries/buyers";
import { formatDay, shopClock } from "@/lib/dates";
import type { FilterShop } from "@/lib/filters/filter";
import { formatCount, showBuyer } from "@/lib/format";
import { formatMoney } from "@/lib/money";

type BestBuyersProps = {
  buyers: readonly BestBuyer[];
  shops: readonly FilterShop[];
  isBuyerMasked: boolean;
};

/** Who ordered most often, whatever the dates chosen; who sees buyers unmasked gets to their orders. */
export function BestBuyers({ buyers, shops, isBuyerMasked }: BestBuyersProps) {
  return (
    <Card aria-labelledby="best-title">
      <CardHeader
        id="best-title"
        title="Most frequent buyers"
        hint="Of all time, whatever the dates chosen, by orders that count"
      />
      {buyers.length === 0 ? (
        <EmptyState icon={Users} title="No buyers yet">
          They appear once the first orders have been paid and counted.
        </EmptyState>
      ) : (
        <div className="pt-2 pb-1">
          <Table aria-label="Most frequent buyers">
            <TableHead
              columns={[
                "Buyer",
                ["Orders", "num"],
                ["Net sales", "num"],
                ["First order", "max-sm:hidden"],
                ["Last order", "max-md:hidden"],
              ]}
            />
            <tbody>
              {buyers.map((buyer) => (
                <BuyerRow
                  key={`${buyer.shopId}:${buyer.buyerUserId}`}
                  buyer={buyer}
                  shop={shops.find(({ shopId }) => shopId === buyer.shopId)}
                  isBuyerMasked={isBuyerMasked}
                />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Card>
  );
}

type RowProps = { buyer: BestBuyer; shop: FilterShop | undefined; isBuyerMasked: boolean };

function BuyerRow({ buyer, shop, isBuyerMasked }: RowProps) {
  const { shopId, buyerUserId, nickname, orders, netSales, firstOrderAt, lastOrderAt } = buyer;
  const timezone = shop?.timezone ?? "UTC";
  const name = showBuyer(nickname ?? buyerUserId, isBuyerMasked);
  const day = (instant: string) => formatDay(shopClock(instant, timezone).day);
  return (
    <tr>
      <td className="max-w-48 truncate">
        {isBuyerMasked ? (
          name
        ) : (
          <SoftLink
            href={`/orders?${new URLSearchParams({ shop: shopId, range: "all", metric: "netSales", q: buyerUserId })}`}
            className="font-medium underline-offset-3 hover:text-accent hover:underline"
          >
            {name}
          </SoftLink>
        )}
      </td>
      <td className="num">{formatCount(orders)}</td>
      <td className="num font-medium">
        {netSales.length === 0 ? "–" : null}
        {netSales.map(({ currency, amount }) => (
          <span key={currency} className="block">
            {formatMoney(amount, currency)}
          </span>
        ))}
      </td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums max-sm:hidden">{day(firstOrderAt)}</td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums max-md:hidden">{day(lastOrderAt)}</td>
    </tr>
  );
}
