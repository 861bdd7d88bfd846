"use client";

import type { TopProduct } from "@/db/queries/products";
import { formatCount, formatPercent } from "@/lib/format";
import { formatMoney } from "@/lib/money";

type ProductRowProps = { product: TopProduct; rank: number; currency: string; highestShare: number };

/** Runs in the browser too for the same reason as `MetricCard`: its data is far smaller than its elements. */
export function ProductRow({ product, rank, currency, highestShare }: ProductRowProps) {
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
