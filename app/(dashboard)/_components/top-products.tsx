import { Package } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import type { TopProduct } from "@/db/queries/products";
import { formatCount, formatPercent } from "@/lib/format";
import { formatMoney } from "@/lib/money";

/** The products with the highest net sales of the period. */
export function TopProducts({ products, currency }: { products: TopProduct[]; currency: string }) {
  const highestShare = Math.max(...products.map(({ share }) => share), 1e-9);
  return (
    <Card aria-labelledby="products-title">
      <CardHeader
        id="products-title"
        title="Top products"
        hint="By net sales, with the share of all products"
      />
      {products.length === 0 ? (
        <EmptyState icon={Package} title="No products sold">
          Nothing was paid for in this period and currency.
        </EmptyState>
      ) : (
        <div className="pt-2 pb-2">
          <Table aria-label="Top products">
            <thead>
              <tr>
                <th scope="col">Product</th>
                <th scope="col" className="num">
                  Units
                </th>
                <th scope="col" className="num">
                  Net sales
                </th>
                <th scope="col" className="w-1/4 max-sm:hidden">
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {products.map((product, index) => (
                <ProductRow
                  key={product.productId}
                  product={product}
                  rank={index + 1}
                  currency={currency}
                  highestShare={highestShare}
                />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Card>
  );
}

type ProductRowProps = { product: TopProduct; rank: number; currency: string; highestShare: number };

function ProductRow({ product, rank, currency, highestShare }: ProductRowProps) {
  return (
    <tr>
      <td className="w-full max-w-0">
        <div className="flex items-baseline gap-2 sm:gap-3">
          <span className="w-4 shrink-0 text-right text-xs text-ink-muted tabular-nums">{rank}</span>
          <span className="max-sm:line-clamp-2 sm:truncate" title={product.name ?? product.productId}>
            {product.name ?? product.productId}
          </span>
        </div>
      </td>
      <td className="num">{formatCount(product.units)}</td>
      <td className="num font-medium">{formatMoney(product.netSales, currency)}</td>
      <td className="max-sm:hidden">
        <div className="flex min-w-36 items-center gap-2.5">
          <div aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-surface-sunken">
            <div
              className="h-full rounded-full bg-data-1"
              style={{ width: `${(product.share / highestShare) * 100}%` }}
            />
          </div>
          <span className="w-12 text-right text-xs text-ink-muted tabular-nums">
            {formatPercent(product.share)}
          </span>
        </div>
      </td>
    </tr>
  );
}
