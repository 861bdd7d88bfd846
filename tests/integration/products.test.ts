import fc from "fast-check";
import { expect, it } from "vitest";
import { exportProducts } from "@/app/(dashboard)/products/_components/export-products";
import { planListing } from "@/db/queries/order-listing";
import { sumListing } from "@/db/queries/order-totals";
import { productSorts, readProductBoard } from "@/db/queries/product-board";
import { findProduct, listSkuFigures } from "@/db/queries/product-detail";
import { listProductTrends } from "@/db/queries/product-trends";
import { sumSelection } from "@/db/queries/selection-totals";
import type { Filter } from "@/lib/filters/filter";
import { ordersOfMetric } from "@/lib/filters/selection";
import type { ListMetricKey } from "@/lib/metrics/definitions";
import {
  catalogue,
  filterOf,
  filterParamsArbitrary,
  isPicked,
  type Line,
  type Sale,
  sales,
  setUpRandomShops,
} from "../helpers/random-shops";

setUpRandomShops();

type Totals = { orders: number; units: number; cents: number; netCents: number; cancelled: number };

/** What a filter's paid orders hold of some lines, counted without any SQL. */
function addUp(filter: Filter, currency: string, isWanted: (line: Line) => boolean): Totals {
  const totals: Totals = { orders: 0, units: 0, cents: 0, netCents: 0, cancelled: 0 };
  const chosen = sales.filter(
    (sale) => sale.currency === currency && !sale.isSample && isPicked(sale, filter, "paid"),
  );
  for (const sale of chosen) addSale(totals, sale, isWanted);
  return totals;
}

function addSale(totals: Totals, { lines, status }: Sale, isWanted: (line: Line) => boolean): void {
  const wanted = lines.filter((line) => !line.isGift && isWanted(line));
  if (wanted.length > 0) totals.orders += 1;
  for (const { cents, isCancelled } of wanted) {
    const isLost = isCancelled || status === "CANCELLED";
    totals.units += 1;
    totals.cents += cents;
    totals.cancelled += isLost ? 1 : 0;
    totals.netCents += isLost ? 0 : cents;
  }
}

const cents = (amount: string | null | undefined) => Math.round(Number(amount ?? 0) * 100);
const currencies = ["USD", "GBP", "EUR", "IDR"];
const board = (filter: Filter, currency: string, more = {}) =>
  readProductBoard({ filter, currency, sort: "sales", offset: 0, limit: 50, ...more });

it("each product, each of its SKUs and the list of its orders have the same figures, under any filter", async () => {
  await fc.assert(
    fc.asyncProperty(filterParamsArbitrary, fc.constantFrom(...currencies), async (params, currency) => {
      // All time is no period of the products' page.
      const filter = filterOf(params.range === "all" ? { ...params, range: "90d" } : params);
      const { products, total } = await board(filter, currency);
      const sold = [...new Set(catalogue.map(({ productId }) => productId))].filter(
        (id) => filter.productIds.length === 0 || filter.productIds.includes(id),
      );
      const expected = sold
        .map((productId) => ({
          productId,
          ...addUp(filter, currency, ({ sku }) => sku.productId === productId),
        }))
        .filter(({ units }) => units > 0);
      const shown = products.map(({ productId, orders, units, gmv, netSales, cancellationRate }) => ({
        productId,
        orders,
        units,
        cents: cents(gmv),
        netCents: cents(netSales),
        cancelled: Math.round((cancellationRate ?? 0) * units),
      }));
      const byId = <T extends { productId: string }>(rows: T[]) =>
        [...rows].sort((a, b) => (a.productId < b.productId ? -1 : 1));
      expect(byId(shown)).toEqual(byId(expected));
      await expectTrends(filter, currency, expected);
      expect(cents(total.netSales)).toBe(expected.reduce((sum, { netCents }) => sum + netCents, 0));
      for (const { productId, ...totals } of expected.slice(0, 2)) {
        const one = { ...filter, productIds: [productId] };
        await expectSkus(one, productId, currency, totals);
        await expectOrders(one, currency, totals);
      }
    }),
    { numRuns: 15 },
  );
});

async function expectTrends(
  filter: Filter,
  currency: string,
  products: { productId: string; netCents: number }[],
): Promise<void> {
  const productIds = products.map(({ productId }) => productId);
  const trends = await listProductTrends({ filter, currency, productIds });
  for (const { productId, netCents } of trends ? products : []) {
    const trend = trends?.get(productId) ?? [];
    expect(Math.round(trend.reduce((sum, step) => sum + step, 0) * 100)).toBe(netCents);
  }
}

async function expectSkus(
  filter: Filter,
  productId: string,
  currency: string,
  product: Pick<Totals, "netCents" | "units">,
): Promise<void> {
  const skus = (await listSkuFigures({ filter, productId })).filter((sku) => sku.currency === currency);
  expect(skus.reduce((sum, { units }) => sum + units, 0)).toBe(product.units);
  expect(skus.reduce((sum, { netSales }) => sum + cents(netSales), 0)).toBe(product.netCents);
  for (const sku of skus) {
    const expected = addUp(filter, currency, (line) => line.sku.skuId === sku.skuId);
    expect([sku.orders, sku.units, cents(sku.gmv), cents(sku.netSales), sku.cancelledUnits]).toEqual([
      expected.orders,
      expected.units,
      expected.cents,
      expected.netCents,
      expected.cancelled,
    ]);
    expect(Math.round(sku.trend.reduce((sum, step) => sum + step, 0) * 100)).toBe(expected.netCents);
    await expectOrders(filter, currency, expected, sku.skuId);
  }
}

/** What a figure's list of orders says, by both ways to add it up. */
async function sumList(filter: Filter, currency: string, metric: ListMetricKey, sku: string | null = null) {
  const selection = { ...ordersOfMetric(filter, metric), currency, sku };
  const listing = await planListing({ selection, search: null, canSearchBuyers: true });
  const { orders, totals } = await sumListing({ ...listing, isExact: true });
  const [alone] = await sumSelection(selection);
  expect([alone?.orders ?? 0, alone?.contribution ?? "0"]).toEqual([
    orders,
    totals?.[0]?.contribution ?? "0",
  ]);
  return { orders, sum: totals?.[0]?.contribution ?? "0" };
}

async function expectOrders(
  filter: Filter,
  currency: string,
  product: Totals,
  sku: string | null = null,
): Promise<void> {
  const list = (metric: ListMetricKey) => sumList(filter, currency, metric, sku);
  expect(cents((await list("netSales")).sum)).toBe(product.netCents);
  expect(cents((await list("gmv")).sum)).toBe(product.cents);
  expect(await list("units")).toEqual({ orders: product.orders, sum: String(product.units) });
  expect((await list("orders")).sum).toBe(String(product.orders));
  expect((await list("cancelledUnits")).sum).toBe(String(product.cancelled));
  expect((await list("refundedUnits")).sum).toBe("0");
}

it("products are in the order asked for, with places that go on over pages", async () => {
  const filter = filterOf({ shop: ["us", "gb", "id"], range: "90d" });
  for (const sort of productSorts) {
    const { products } = await board(filter, "USD", { sort });
    const keys = products.map(({ netSales, units, cancellationRate, refundRate }) =>
      sort === "sales"
        ? cents(netSales)
        : sort === "units"
          ? units
          : sort === "refund"
            ? refundRate
            : cancellationRate,
    );
    expect(keys).toEqual([...keys].sort((a, b) => Number(b) - Number(a)));
    expect(products.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    const second = await board(filter, "USD", { sort, offset: 2, limit: 1 });
    expect(second.products).toEqual(products.slice(2, 3));
  }
});

it("a file of products has each of the board's once, in its order", async () => {
  const filter = filterOf({ shop: ["us", "gb", "id"], range: "90d" });
  for (const sort of productSorts) {
    const { products } = await board(filter, "USD", { sort });
    const file = await exportProducts({ filter, currency: "USD", sort }, { fileName: "p.csv" }).text();
    const lines = file.trimEnd().split("\r\n");
    expect(lines.slice(1, -1).map((text) => text.split(",")[1])).toEqual(
      products.map(({ productId }) => productId),
    );
    expect(lines.at(-1)).toBe(`Products,${products.length}`);
  }
});

it("the vital products are the fewest that make up four fifths of the net sales", async () => {
  const filter = filterOf({ shop: "us", range: "90d" });
  const { products, total } = await board(filter, "USD");
  const shares = products.map(({ share }) => share);
  let sum = 0;
  let fewest = 0;
  while (sum < 0.8) sum += shares[fewest++] ?? 1;
  expect(total.vitalProducts).toBe(fewest);
  expect(products.map(({ isVital }) => isVital)).toEqual(shares.map((_, index) => index < fewest));
});

it("an empty period has no products, and an unknown product is none", async () => {
  const filter = filterOf({ shop: "us", from: "2025-01-01", to: "2025-01-31" });
  expect(await board(filter, "USD")).toEqual({
    products: [],
    total: { products: 0, vitalProducts: 0, units: 0, netSales: "0" },
  });
  expect(await findProduct({ shopIds: ["us"], productId: "no such" })).toBeNull();
  const found = await findProduct({ shopIds: ["us"], productId: "p1" });
  expect(found?.name).toBe("Lavender Body Lotion");
  expect(found?.skus.map(({ skuId }) => skuId).sort()).toEqual(["p1a", "p1b"]);
});
