import { Package } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { sparklinePath } from "@/components/charts/chart-layout";
import { Sparkline } from "@/components/charts/sparkline";
import { ProductPicture } from "@/components/product-picture";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import type { SkuFacts, SkuFigures } from "@/db/queries/product-detail";
import { hrefWith, type RawSearchParams } from "@/lib/address";
import { filterParams } from "@/lib/filters/address";
import { formatCount, formatPercent } from "@/lib/format";
import { productWords } from "@/lib/metrics/product-words";
import { formatMoney } from "@/lib/money";
import { pictureAddress } from "@/lib/product-images";

type SkuTableProps = {
  productId: string;
  facts: readonly SkuFacts[];
  skus: readonly SkuFigures[];
  params: RawSearchParams;
};

/** The SKUs of a product that sold in the period, best first. */
export function SkuTable({ productId, facts, skus, params }: SkuTableProps) {
  return (
    <Card aria-labelledby="skus-title">
      <CardHeader
        id="skus-title"
        title="SKUs"
        hint={`${formatCount(skus.length)} of ${formatCount(facts.length)} sold in this period`}
      />
      {skus.length === 0 ? (
        <EmptyState icon={Package} title="Nothing sold">
          No unit of this product was paid for under this filter.
        </EmptyState>
      ) : (
        <div className="pt-2 pb-1">
          <Table aria-label="SKUs">
            <thead>
              <tr>
                <th scope="col">SKU</th>
                <th scope="col" className="w-28 max-lg:hidden">
                  Trend
                </th>
                <th scope="col" className="num" title={productWords.units}>
                  Units
                </th>
                <th scope="col" className="num" title={productWords.netSales}>
                  Net sales
                </th>
                <th scope="col" className="num max-md:hidden" title={productWords.cancellationRate}>
                  Cancelled
                </th>
                <th scope="col" className="num max-md:hidden" title={productWords.refundRate}>
                  Refunded
                </th>
              </tr>
            </thead>
            <tbody>
              {skus.map((sku) => (
                <SkuRow
                  key={sku.skuId}
                  sku={sku}
                  facts={facts.find(({ skuId }) => skuId === sku.skuId)}
                  href={hrefWith(
                    `/products/${encodeURIComponent(productId)}/${encodeURIComponent(sku.skuId)}`,
                    filterParams(params),
                    {},
                  )}
                />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Card>
  );
}

type RowProps = { sku: SkuFigures; facts: SkuFacts | undefined; href: string };

function SkuRow({ sku, facts, href }: RowProps) {
  const { skuId, currency, units, netSales, cancelledUnits, refundedUnits, trend } = sku;
  const rate = (part: number) => (units === 0 ? "–" : formatPercent(part / units));
  const name = facts?.skuName ?? facts?.sellerSku ?? skuId;
  return (
    <tr>
      <td className="w-full max-w-0">
        <div className="flex items-center gap-3">
          {pictureAddress(facts?.image ?? null) ? (
            <ProductPicture address={facts?.image ?? null} name={name} />
          ) : null}
          <div className="min-w-0">
            {skuId === "" ? (
              <span className="text-ink-muted">Not named by TikTok</span>
            ) : (
              <Link
                href={href as Route}
                prefetch={false}
                className="block truncate font-medium underline-offset-3 hover:text-accent hover:underline"
              >
                {name}
              </Link>
            )}
            {facts?.sellerSku ? <p className="truncate text-xs text-ink-muted">{facts.sellerSku}</p> : null}
          </div>
        </div>
      </td>
      <td className="max-lg:hidden">
        <div className="w-24">
          <Sparkline path={sparklinePath(trend)} />
        </div>
      </td>
      <td className="num">{formatCount(units)}</td>
      <td className="num font-medium">{formatMoney(netSales, currency)}</td>
      <td className="num text-ink-muted max-md:hidden">{rate(cancelledUnits)}</td>
      <td className="num text-ink-muted max-md:hidden">{rate(refundedUnits)}</td>
    </tr>
  );
}
