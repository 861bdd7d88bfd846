import { planListing } from "@/db/queries/order-listing";
import { listOrders, type OrderPage } from "@/db/queries/orders";
import { type ProductFigures, readProductBoard } from "@/db/queries/product-board";
import { findProduct, listSkuFigures, type ProductFacts, type SkuFigures } from "@/db/queries/product-detail";
import { firstParam, type RawSearchParams } from "@/lib/address";
import type { Filter } from "@/lib/filters/filter";
import { allOrdersOf } from "@/lib/filters/selection";

export type ProductData = {
  product: ProductFacts;
  /** The page's filter, narrowed to the product. */
  filter: Filter;
  currency: string;
  currencies: string[];
  skus: SkuFigures[];
  /** Of the product as a whole, where an order of two of its SKUs is one order. */
  total: Pick<ProductFigures, "orders" | "units" | "gmv" | "netSales" | "cancelledUnits" | "refundedUnits">;
};

const nothing = { orders: 0, units: 0, gmv: "0", netSales: "0", cancelledUnits: 0, refundedUnits: 0 };

/** Null when none of the shops knows the product. */
export async function loadProduct(
  productId: string,
  pageFilter: Filter,
  params: RawSearchParams,
): Promise<ProductData | null> {
  const shopIds = pageFilter.shops.map(({ shopId }) => shopId);
  const filter = { ...pageFilter, productIds: [productId] };
  const [product, skus] = await Promise.all([
    findProduct({ shopIds, productId }),
    listSkuFigures({ filter, productId }),
  ]);
  if (!product) return null;
  const currencies = [...new Set(skus.map(({ currency }) => currency))];
  const asked = firstParam(params, "currency");
  const shop = filter.shops.find(({ shopId }) => shopId === product.shopId);
  const currency =
    currencies.find((one) => one === asked) ?? currencies[0] ?? shop?.currency ?? filter.shops[0].currency;
  const board = await readProductBoard({ filter, currency, sort: "sales", offset: 0, limit: 1 });
  return {
    product,
    filter,
    currency,
    currencies,
    skus: skus.filter((sku) => sku.currency === currency),
    total: board.products[0] ?? nothing,
  };
}

/** The newest orders of the product under the page's filter, by the day of creation. */
export async function listNewestOrders(filter: Filter, limit: number): Promise<OrderPage> {
  const selection = allOrdersOf(filter);
  const listing = await planListing({ selection, search: null, canSearchBuyers: false });
  return listOrders({ ...listing, cursor: null, limit });
}
