import { ProductPicture } from "@/components/product-picture";
import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableHead } from "@/components/ui/table";
import type { OrderItem } from "@/db/queries/order-detail";
import { formatCount, humanizeCode } from "@/lib/format";
import { formatMoney } from "@/lib/money";

/** The lines by SKU; the same SKU appears again where its price or status differs. */
export function OrderItems({ items }: { items: OrderItem[] }) {
  return (
    <Card aria-labelledby="items-title">
      <CardHeader id="items-title" title="Items" />
      <div className="pt-2 pb-1">
        <Table aria-label="Items">
          <TableHead
            columns={["Product", ["Quantity", "num"], ["Unit price", "num max-sm:hidden"], ["Paid", "num"]]}
          />
          <tbody>
            {items.map((item) => (
              <ItemRow
                key={`${item.skuId}:${item.displayStatus}:${item.unitPrice}:${item.isGift}:${item.currency}`}
                item={item}
              />
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

function ItemRow({ item }: { item: OrderItem }) {
  return (
    <tr>
      <td className="w-full">
        <div className="flex items-start gap-3">
          <ProductPicture address={item.skuImage} name={item.productName} />
          <div className="min-w-0">
            <p className="font-medium text-pretty">
              {item.productName ?? item.productId ?? "Unnamed product"}
              {item.isGift ? <span className="text-ink-muted"> · Gift</span> : null}
            </p>
            <p className="text-xs text-ink-muted">
              {[item.skuName, item.sellerSku, item.displayStatus && humanizeCode(item.displayStatus)]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </div>
        </div>
      </td>
      <td className="num">{formatCount(item.quantity)}</td>
      <td className="num text-ink-muted max-sm:hidden">
        {item.unitPrice === null ? "–" : formatMoney(item.unitPrice, item.currency)}
      </td>
      <td className="num font-medium">{item.paid === null ? "–" : formatMoney(item.paid, item.currency)}</td>
    </tr>
  );
}
