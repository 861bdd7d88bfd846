"use client";

import { SoftLink } from "@/components/ui/soft-link";
import type { TopProduct } from "@/db/queries/top-products";
import { formatCount, formatPercent } from "@/lib/format";
import { formatMoney } from "@/lib/money";

type ProductRowProps = {
  product: TopProduct;
  rank: number;
  isCompared: boolean;
  currency: string;
  /** Null for what TikTok did not name. */
  href: string | null;
};

/** Runs in the browser too for the same reason as `MetricCard`: its data is far smaller than its elements. */
export function ProductRow({ product, rank, isCompared, currency, href }: ProductRowProps) {
  const name = product.name ?? (product.productId || "Not named by TikTok");
  return (
    <tr>
      <td className="w-full max-w-0">
        <div className="flex items-baseline gap-2">
          <span className="flex shrink-0 items-baseline gap-x-2 max-sm:w-7 max-sm:flex-col">
            <span className="w-4 text-xs text-ink-muted tabular-nums sm:text-right">{rank}</span>
            {isCompared ? <Movement rank={rank} before={product.previousRank} /> : null}
          </span>
          {href === null ? (
            <span className="text-ink-muted">{name}</span>
          ) : (
            <SoftLink
              href={href}
              title={name}
              className="min-w-0 underline-offset-3 hover:text-accent hover:underline max-sm:line-clamp-2 sm:truncate print:whitespace-normal"
            >
              {name}
            </SoftLink>
          )}
        </div>
      </td>
      <td className="num">{formatCount(product.units)}</td>
      <td className="num font-medium">{formatMoney(product.netSales, currency)}</td>
      <td className="num text-ink-muted max-sm:hidden">{formatPercent(product.share)}</td>
    </tr>
  );
}

/** How many places a product rose or fell since the compared period: a sign and a word, never a colour alone. */
function Movement({ rank, before }: { rank: number; before: number | null }) {
  const className = "w-8 shrink-0 text-xs whitespace-nowrap tabular-nums max-sm:w-auto";
  if (before === null) return <span className={`${className} text-accent`}>new</span>;
  const moved = before - rank;
  if (moved === 0) {
    return (
      <span className={`${className} text-ink-muted`}>
        <span aria-hidden>–</span>
        <span className="sr-only">same place</span>
      </span>
    );
  }
  return (
    <span className={`${className} ${moved > 0 ? "text-good" : "text-bad"}`}>
      <span aria-hidden>{moved > 0 ? "▲" : "▼"}</span>
      <span className="sr-only">{moved > 0 ? "up" : "down"} </span>
      {Math.abs(moved)}
    </span>
  );
}
