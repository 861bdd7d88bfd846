import type { Route } from "next";
import Link from "next/link";
import { BackLink } from "@/components/back-link";
import { CurrencyTabs } from "@/components/filters/currency-tabs";
import { FilterBar } from "@/components/filters/filter-bar";
import { guardDatabase } from "@/components/guard-database";
import { MissingPage } from "@/components/missing-page";
import { OrderTable } from "@/components/orders/order-table";
import { ProductPicture } from "@/components/product-picture";
import { Card, CardHeader } from "@/components/ui/card";
import { Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import type { OrderPage } from "@/db/queries/orders";
import type { ProductFacts } from "@/db/queries/product-detail";
import { hrefWith, type RawSearchParams } from "@/lib/address";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { filterParams, ordersHref } from "@/lib/filters/address";
import { describeDates } from "@/lib/filters/labels";
import { loadFilter } from "../../_components/load-filter";
import { FigureRow } from "../_components/figure-row";
import { TrendCard } from "../_components/trend-card";
import { listNewestOrders, loadProduct, type ProductData } from "./_components/load-product";
import { SkuTable } from "./_components/sku-table";
import { isProductId, unknownProductTexts } from "./_components/unknown-product-texts";

export const metadata = { title: "Product" };

const shownOrders = 10;

export default function ProductPage({ params, searchParams }: PageProps<"/products/[productId]">) {
  return guardDatabase(async () => renderProduct((await params).productId, await searchParams));
}

async function renderProduct(productId: string, params: RawSearchParams) {
  const [{ user }, loaded] = await Promise.all([requirePage("dashboard.view"), loadFilter(params)]);
  if (!loaded || !isProductId(productId)) return <MissingPage texts={unknownProductTexts} />;
  const { filter: pageFilter, now } = loaded;
  const [data, orders] = await Promise.all([
    loadProduct(productId, pageFilter, params),
    listNewestOrders({ ...pageFilter, productIds: [productId] }, shownOrders),
  ]);
  if (!data) return <MissingPage texts={unknownProductTexts} />;
  const pathname = `/products/${encodeURIComponent(productId)}` as Route;
  const { product, filter, currency, currencies } = data;
  return (
    <>
      <BackLink href={hrefWith("/products", filterParams(params), { product: null })}>Products</BackLink>
      <PageHeader
        title={<span className="text-balance">{product.name ?? productId}</span>}
        picture={<ProductPicture address={pictureOf(product)} name={product.name} size="large" />}
        hint={`${productId} · ${describeDates(filter.range)}, by day of payment`}
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
      <Notices texts={loaded.notices} />
      <CurrencyTabs
        pathname={pathname}
        params={params}
        label="Sales in"
        currencies={currencies}
        chosen={currency}
      />
      <ProductFigures data={data} params={params} />
      <SkuTable productId={productId} facts={product.skus} skus={data.skus} params={params} />
      <NewestOrders
        page={orders}
        data={data}
        now={now}
        isBuyerMasked={!can(user, "buyers.view")}
        href={ordersHref(params, filter, { product: productId })}
      />
    </>
  );
}

/** Of the SKU that orders named last, of those that have one. */
const pictureOf = ({ skus }: ProductFacts) => skus.find(({ image }) => image !== null)?.image ?? null;

type FiguresProps = { data: ProductData; params: RawSearchParams };

function ProductFigures({ data: { skus, total, currency, filter, product }, params }: FiguresProps) {
  const trend = skus.reduce<number[]>(
    (sum, sku) => sku.trend.map((step, index) => step + (sum[index] ?? 0)),
    [],
  );
  return (
    <>
      <FigureRow
        currency={currency}
        figures={total}
        hrefOf={(metric) => ordersHref(params, filter, { metric, currency, product: product.productId })}
      />
      <TrendCard trend={trend} period={filter.range} currency={currency} />
    </>
  );
}

type NewestOrdersProps = {
  page: OrderPage;
  data: ProductData;
  now: Date;
  isBuyerMasked: boolean;
  href: string;
};

function NewestOrders({ page, data, now, isBuyerMasked, href }: NewestOrdersProps) {
  if (page.orders.length === 0) return null;
  return (
    <Card aria-labelledby="newest-title">
      <CardHeader id="newest-title" title="Newest orders" hint="By day of creation">
        <Link
          href={href as Route}
          prefetch={false}
          className="text-sm font-medium text-accent underline-offset-3 hover:underline"
        >
          All its orders
        </Link>
      </CardHeader>
      <div className="pt-2 pb-1">
        <OrderTable
          orders={page.orders}
          shops={data.filter.shops}
          now={now}
          metric={null}
          basis="created"
          isBuyerMasked={isBuyerMasked}
        />
      </div>
    </Card>
  );
}
