import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { getSql, type SqlRunner } from "../client";
import { productRows } from "./product-source";

export const productSorts = ["sales", "units", "cancellation", "refund"] as const;
export type ProductSort = (typeof productSorts)[number];

export type ProductFigures = {
  orders: number;
  units: number;
  gmv: string;
  netSales: string;
  /** Of the net sales of everything sold in this currency and period, 0 to 1. */
  share: number;
  cancelledUnits: number;
  refundedUnits: number;
  /** Of the units; null without any. */
  cancellationRate: number | null;
  refundRate: number | null;
};

export type BoardProduct = ProductFigures & {
  productId: string;
  name: string | null;
  /** Of its SKU that was named last, as TikTok gave it. */
  image: string | null;
  /** Its place in the order asked for, from 1. */
  rank: number;
  /** Whether it is one of the fewest products that make up four fifths of the net sales. */
  isVital: boolean;
};

export type ProductBoard = {
  products: BoardProduct[];
  /** Of the whole filter, in this currency. */
  total: { products: number; vitalProducts: number; units: number; netSales: string };
};

export type BoardInput = { filter: Filter; currency: string; sort: ProductSort };
type BoardPlace = { offset: number; limit: number };

/** Rates of a handful of units say nothing: products with fewer stand at the end of a list by rate. */
const fewUnits = 10;

function orderOf(sql: SqlRunner, sort: ProductSort) {
  switch (sort) {
    case "sales":
      return sql`net_sales desc, product_id`;
    case "units":
      return sql`units desc, product_id`;
    case "cancellation":
      return sql`(units < ${fewUnits}), cancelled_units::numeric / nullif(units, 0) desc nulls last, product_id`;
    case "refund":
      return sql`(units < ${fewUnits}), refunded_units::numeric / nullif(units, 0) desc nulls last, product_id`;
  }
}

type BoardRow = BoardProduct & {
  products: number;
  vitalProducts: number;
  allUnits: number;
  allNetSales: string;
};

/**
 * Products of one currency in the order asked for. A product is vital while those before it by net sales have not made
 * up 80 % yet.
 */
export async function readProductBoard(input: BoardInput & BoardPlace): Promise<ProductBoard> {
  const { filter, currency, sort, offset, limit } = input;
  const sql = getSql();
  const rows = await sql<BoardRow[]>`
    with sold as (
      select product_id, sum(orders)::int as orders, sum(units)::int as units, sum(gmv) as gmv,
        sum(net_sales) as net_sales, sum(cancelled_units)::int as cancelled_units,
        sum(refunded_units)::int as refunded_units
      from (${productRows(sql, { filter, period: filter.range })}) p
      where currency = ${currency}
      group by product_id
    ), ranked as (
      select *, row_number() over (order by ${orderOf(sql, sort)})::int as rank, sum(net_sales) over () as all_net_sales,
        sum(units) over ()::int as all_units, count(*) over ()::int as products,
        sum(net_sales) over (order by net_sales desc, product_id) - net_sales < 0.8 * sum(net_sales) over ()
          as is_vital
      from sold
    ), counted as (select *, count(*) filter (where is_vital) over ()::int as vital_products from ranked)
    select c.product_id as "productId", n.product_name as name, n.sku_image as image, c.orders, c.units, c.gmv::text as gmv,
      c.net_sales::text as "netSales", coalesce(c.net_sales / nullif(c.all_net_sales, 0), 0)::float8 as share,
      c.cancelled_units as "cancelledUnits", c.refunded_units as "refundedUnits",
      (c.cancelled_units::numeric / nullif(c.units, 0))::float8 as "cancellationRate",
      (c.refunded_units::numeric / nullif(c.units, 0))::float8 as "refundRate", c.rank, c.is_vital as "isVital",
      c.products, c.vital_products as "vitalProducts", c.all_units as "allUnits", c.all_net_sales::text as "allNetSales"
    from counted c
    left join lateral (
      select product_name, sku_image from product_skus
      where shop_id = any(${filter.shops.map(({ shopId }) => shopId)}::text[]) and product_id = c.product_id
        and product_name is not null
      order by named_at desc
      limit 1
    ) n on true
    where c.rank > ${offset} and c.rank <= ${offset + limit}
    order by c.rank`;
  const [first] = rows;
  return {
    products: rows.map(({ products: _p, vitalProducts: _v, allUnits: _u, allNetSales: _n, ...row }) => row),
    total: {
      products: first?.products ?? 0,
      vitalProducts: first?.vitalProducts ?? 0,
      units: first?.allUnits ?? 0,
      netSales: first?.allNetSales ?? "0",
    },
  };
}

const productsPerBatch = 2_000;

/** All products of a board in its order, a batch at a time. */
export async function* walkProductBoard(input: BoardInput): AsyncGenerator<BoardProduct[]> {
  for (let offset = 0; ; offset += productsPerBatch) {
    const { products } = await readProductBoard({ ...input, offset, limit: productsPerBatch });
    if (products.length > 0) yield products;
    if (products.length < productsPerBatch) return;
  }
}

/** Currencies something was paid in within the dates of a filter, the one with the most orders first. */
export async function listCurrencies({ shops, range }: Pick<Filter, "shops" | "range">): Promise<string[]> {
  const rows = await getSql()<{ currency: string }[]>`
    select currency from daily_sales
    where shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
      and day between ${range.from}::date and ${range.to}::date
    group by currency order by sum(orders) desc, currency
    limit 50`;
  return rows.map(({ currency }) => currency);
}
