import type { Route } from "next";
import Link from "next/link";
import { Fragment } from "react";
import { sparklinePath } from "@/components/charts/chart-layout";
import { Sparkline } from "@/components/charts/sparkline";
import { ProductPicture } from "@/components/product-picture";
import { Table } from "@/components/ui/table";
import type { BoardProduct, ProductBoard, ProductSort } from "@/db/queries/product-board";
import { hrefWith, type RawSearchParams } from "@/lib/address";
import { filterParams } from "@/lib/filters/address";
import { formatCount, formatPercent } from "@/lib/format";
import { productWords } from "@/lib/metrics/product-words";
import { formatMoney } from "@/lib/money";
import { SortHeader } from "./sort-header";

type ProductTableProps = {
  board: ProductBoard;
  /** Null where no rollup draws them. */
  trends: Map<string, number[]> | null;
  sort: ProductSort;
  currency: string;
  params: RawSearchParams;
};

const columns = 7;

/** The leaderboard; below the last of the vital few a line says so. */
export function ProductTable({ board, trends, sort, currency, params }: ProductTableProps) {
  const { products, total } = board;
  const head = { current: sort, params };
  return (
    <Table aria-label="Products">
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col" className="w-28 max-lg:hidden">
            {trends ? "Trend" : ""}
          </th>
          <SortHeader {...head} sort="units" definition={productWords.units} className="max-sm:hidden">
            Units
          </SortHeader>
          <SortHeader {...head} sort="sales" definition={productWords.netSales}>
            Net sales
          </SortHeader>
          <th scope="col" className="num max-md:hidden" title={productWords.share}>
            Share
          </th>
          <SortHeader
            {...head}
            sort="cancellation"
            definition={productWords.cancellationRate}
            className="max-md:hidden"
          >
            Cancelled
          </SortHeader>
          <SortHeader {...head} sort="refund" definition={productWords.refundRate} className="max-md:hidden">
            Refunded
          </SortHeader>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <Fragment key={product.productId}>
            <ProductRow
              product={product}
              trend={trends?.get(product.productId) ?? null}
              currency={currency}
              params={params}
            />
            {sort === "sales" && product.rank === total.vitalProducts && total.products > 1 ? (
              <VitalLine count={total.vitalProducts} />
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = { product: BoardProduct; trend: number[] | null; currency: string; params: RawSearchParams };

function ProductRow({ product, trend, currency, params }: RowProps) {
  const { rank, name, image, units, netSales, share, cancellationRate, refundRate } = product;
  return (
    <tr>
      <td className="w-full max-w-0">
        <div className="flex items-center gap-2.5">
          <span className="w-6 shrink-0 text-right text-xs text-ink-muted tabular-nums">{rank}</span>
          <ProductPicture address={image} name={name} />
          <span className="min-w-0">
            <ProductName product={product} params={params} />
            <span className="block truncate text-xs text-ink-muted tabular-nums sm:hidden">
              {formatCount(units)} units · {formatPercent(share)}
            </span>
          </span>
        </div>
      </td>
      <td className="max-lg:hidden">
        {trend ? (
          <div className="w-24">
            <Sparkline path={sparklinePath(trend)} />
          </div>
        ) : null}
      </td>
      <td className="num max-sm:hidden">{formatCount(units)}</td>
      <td className="num font-medium">{formatMoney(netSales, currency)}</td>
      <td className="num text-ink-muted max-md:hidden">{formatPercent(share)}</td>
      <td className="num text-ink-muted max-md:hidden">
        {cancellationRate === null ? "–" : formatPercent(cancellationRate)}
      </td>
      <td className="num text-ink-muted max-md:hidden">
        {refundRate === null ? "–" : formatPercent(refundRate)}
      </td>
    </tr>
  );
}

function ProductName({ product: { productId, name }, params }: Pick<RowProps, "product" | "params">) {
  if (productId === "") return <span className="text-ink-muted">Not named by TikTok</span>;
  return (
    <Link
      href={
        hrefWith(`/products/${encodeURIComponent(productId)}`, filterParams(params), {
          product: null,
        }) as Route
      }
      prefetch={false}
      title={name ?? productId}
      className="font-medium underline-offset-3 hover:text-accent hover:underline max-sm:line-clamp-2 sm:block sm:truncate"
    >
      {name ?? productId}
    </Link>
  );
}

function VitalLine({ count }: { count: number }) {
  return (
    <tr className="!bg-accent-soft/60">
      <td colSpan={columns} className="!py-1.5 text-center text-xs font-medium text-ink-muted">
        {count === 1 ? "This product makes" : `These ${formatCount(count)} products make`} 80% of net sales
      </td>
    </tr>
  );
}
