import { date, index, integer, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** The figures of a product's or SKU's sales, the same at every level; gifts and samples apart. */
const figures = () => ({
  orders: integer().notNull(),
  units: integer().notNull(),
  gmv: numeric().notNull(),
  netSales: numeric().notNull(),
  cancelledUnits: integer().notNull(),
  /** Of which some or all of the price was given back. */
  refundedUnits: integer().notNull().default(0),
});

/** Sales by the shop-local day of payment and product; `product_id` is `''` when TikTok named none. */
export const dailyProductSales = pgTable(
  "daily_product_sales",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    productId: text().notNull(),
    currency: text().notNull(),
    productName: text(),
    /** Of `orders`, those that are cancelled as a whole. */
    cancelledOrders: integer().notNull(),
    ...figures(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.day, t.productId, t.currency] })],
);

/** The same by SKU; one product's days are looked up one by one, so the key serves both a day and a product. */
export const dailySkuSales = pgTable(
  "daily_sku_sales",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    productId: text().notNull(),
    skuId: text().notNull(),
    currency: text().notNull(),
    ...figures(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.day, t.productId, t.skuId, t.currency] })],
);

/** Sums of `daily_product_sales` over whole weeks (from Monday) and whole months: a year need not read every day. */
export const productSalesSpans = pgTable(
  "product_sales_spans",
  {
    shopId: text().notNull(),
    grain: text({ enum: ["week", "month"] }).notNull(),
    startsOn: date({ mode: "string" }).notNull(),
    productId: text().notNull(),
    currency: text().notNull(),
    ...figures(),
  },
  (t) => [
    primaryKey({
      name: "product_sales_spans_pk",
      columns: [t.shopId, t.grain, t.startsOn, t.productId, t.currency],
    }),
  ],
);

/** Every SKU that an order ever named, as its newest order named it: what names and codes are searched in. */
export const productSkus = pgTable(
  "product_skus",
  {
    shopId: text().notNull(),
    productId: text().notNull(),
    skuId: text().notNull(),
    productName: text(),
    skuName: text(),
    sellerSku: text(),
    skuImage: text(),
    /** When the order was created that the names are from. */
    namedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.productId, t.skuId] }),
    index("product_skus_names").using(
      "gin",
      t.shopId,
      t.productName.op("gin_trgm_ops"),
      t.sellerSku.op("gin_trgm_ops"),
    ),
  ],
);
