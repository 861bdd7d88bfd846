import { PackageSearch } from "lucide-react";
import type { Route } from "next";
import { BackLink } from "@/components/back-link";
import { CurrencyTabs } from "@/components/filters/currency-tabs";
import { FilterBar } from "@/components/filters/filter-bar";
import { guardDatabase } from "@/components/guard-database";
import { MissingPage } from "@/components/missing-page";
import { OrderTable } from "@/components/orders/order-table";
import { Pager } from "@/components/orders/pager";
import { ProductPicture } from "@/components/product-picture";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { listOrders } from "@/db/queries/orders";
import { hrefWith, type RawSearchParams } from "@/lib/address";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { filterParams, ordersHref } from "@/lib/filters/address";
import type { Filter } from "@/lib/filters/filter";
import { describeDates } from "@/lib/filters/labels";
import { allOrdersOf } from "@/lib/filters/selection";
import { parseOrderCursor } from "@/lib/search-params";
import { loadFilter } from "../../../_components/load-filter";
import { FigureRow } from "../../_components/figure-row";
import { TrendCard } from "../../_components/trend-card";
import { loadProduct, type ProductData } from "../_components/load-product";
import { skuListing } from "../_components/sku-listing";
import { isProductId, unknownProductTexts } from "../_components/unknown-product-texts";

export const metadata = { title: "SKU" };

const ordersPerPage = 50;

type Ids = { productId: string; skuId: string };

export default function SkuPage({ params, searchParams }: PageProps<"/products/[productId]/[skuId]">) {
  return guardDatabase(async () => renderSku(await params, await searchParams));
}

async function renderSku({ productId, skuId }: Ids, params: RawSearchParams) {
  const [{ user }, loaded] = await Promise.all([requirePage("dashboard.view"), loadFilter(params)]);
  if (!loaded || !isProductId(productId) || !isProductId(skuId))
    return <MissingPage texts={unknownProductTexts} />;
  const { filter, now } = loaded;
  const cursor = parseOrderCursor(params);
  const listing = skuListing(allOrdersOf({ ...filter, productIds: [] }), { productId, skuId });
  const [data, page] = await Promise.all([
    loadProduct(productId, filter, params),
    listOrders({ ...listing, cursor: cursor.value, limit: ordersPerPage }),
  ]);
  const facts = data?.product.skus.find((sku) => sku.skuId === skuId);
  if (!data || !facts) return <MissingPage texts={unknownProductTexts} />;
  const path = `/products/${encodeURIComponent(productId)}`;
  const pathname = `${path}/${encodeURIComponent(skuId)}` as Route;
  const code = facts.sellerSku ? `${facts.sellerSku} · ` : "";
  return (
    <>
      <BackLink href={hrefWith(path, filterParams(params), {})}>{data.product.name ?? productId}</BackLink>
      <PageHeader
        title={facts.skuName ?? facts.sellerSku ?? skuId}
        picture={<ProductPicture address={facts.image} name={data.product.name} size="large" />}
        hint={`${code}${skuId} · ${describeDates(filter.range)}, by day of payment`}
      />
      <FilterBar
        pathname={pathname}
        params={params}
        filter={filter}
        chosenProducts={[]}
        foundProducts={null}
        hasCompare={false}
        hasProduct={false}
      />
      <Notices texts={[...loaded.notices, cursor.notice ?? []].flat()} />
      <CurrencyTabs
        pathname={pathname}
        params={params}
        label="Sales in"
        currencies={data.currencies}
        chosen={data.currency}
      />
      <SkuFigures data={data} skuId={skuId} filter={filter} params={params} />
      <Card aria-labelledby="orders-title">
        <CardHeader id="orders-title" title="Its orders" hint="By day of creation, gifts included" />
        <div className="pt-2">
          {page.orders.length === 0 ? (
            <EmptyState icon={PackageSearch} title="No orders">
              Nobody ordered it under this filter.
            </EmptyState>
          ) : (
            <OrderTable
              orders={page.orders}
              shops={filter.shops}
              now={now}
              metric={null}
              basis="created"
              isBuyerMasked={!can(user, "buyers.view")}
            />
          )}
        </div>
        <Pager pathname={pathname} page={page} params={params} />
      </Card>
    </>
  );
}

const nothing = {
  orders: 0,
  units: 0,
  gmv: "0",
  netSales: "0",
  cancelledUnits: 0,
  refundedUnits: 0,
  trend: [],
};

type SkuFiguresProps = { data: ProductData; skuId: string; filter: Filter; params: RawSearchParams };

function SkuFigures({ data, skuId, filter, params }: SkuFiguresProps) {
  const { currency, skus, product } = data;
  const figures = skus.find((sku) => sku.skuId === skuId) ?? nothing;
  return (
    <>
      <FigureRow
        currency={currency}
        figures={figures}
        hrefOf={(metric) =>
          ordersHref(params, filter, { metric, currency, product: product.productId, sku: skuId })
        }
      />
      <TrendCard trend={figures.trend} period={filter.range} currency={currency} />
    </>
  );
}
