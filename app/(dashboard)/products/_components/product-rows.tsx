"use client";

import { Fragment } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { ProductPicture } from "@/components/product-picture";
import { SoftLink } from "@/components/ui/soft-link";

export type ProductRowData = {
  productId: string;
  rank: number;
  name: string | null;
  image: string | null;
  /** Null for what TikTok did not name. */
  href: string | null;
  /** From `sparklinePath`. */
  trend: string | null;
  units: string;
  netSales: string;
  share: string;
  cancelled: string;
  refunded: string;
  /** Stands below the row. */
  vitalLine: string | null;
};

/** Run in the browser too, because their data is a fourth of their elements, which would be sent a second time. */
export function ProductRows({ rows }: { rows: readonly ProductRowData[] }) {
  return rows.map((row) => (
    <Fragment key={row.productId}>
      <ProductRow row={row} />
      {row.vitalLine ? (
        <tr className="!bg-accent-soft/60">
          <td colSpan={7} className="!py-1.5 text-center text-xs font-medium text-ink-muted">
            {row.vitalLine}
          </td>
        </tr>
      ) : null}
    </Fragment>
  ));
}

function ProductRow({ row }: { row: ProductRowData }) {
  return (
    <tr>
      <td className="w-full max-w-0">
        <div className="flex items-center gap-2.5">
          <span className="w-6 shrink-0 text-right text-xs text-ink-muted tabular-nums">{row.rank}</span>
          <ProductPicture address={row.image} name={row.name} />
          <span className="min-w-0">
            <ProductName row={row} />
            <span className="block truncate text-xs text-ink-muted tabular-nums sm:hidden">
              {`${row.units} units · ${row.share}`}
            </span>
          </span>
        </div>
      </td>
      <td className="max-lg:hidden">
        {row.trend ? (
          <div className="w-24">
            <Sparkline path={row.trend} />
          </div>
        ) : null}
      </td>
      <td className="num max-sm:hidden">{row.units}</td>
      <td className="num font-medium">{row.netSales}</td>
      <td className="num text-ink-muted max-md:hidden">{row.share}</td>
      <td className="num text-ink-muted max-md:hidden">{row.cancelled}</td>
      <td className="num text-ink-muted max-md:hidden">{row.refunded}</td>
    </tr>
  );
}

function ProductName({ row: { productId, name, href } }: { row: ProductRowData }) {
  if (href === null) return <span className="text-ink-muted">Not named by TikTok</span>;
  return (
    <SoftLink
      href={href}
      title={name ?? productId}
      className="font-medium underline-offset-3 hover:text-accent hover:underline max-sm:line-clamp-2 sm:block sm:truncate"
    >
      {name ?? productId}
    </SoftLink>
  );
}
