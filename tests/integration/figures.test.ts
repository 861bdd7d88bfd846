import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, getSql } from "@/db/client";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { listRegions } from "@/db/queries/regions";
import { getSalesSummary, listSales, type SalesSummary } from "@/db/queries/sales";
import { listSalesRhythm } from "@/db/queries/sales-rhythm";
import { sumSelection } from "@/db/queries/selection-totals";
import { listTopProducts } from "@/db/queries/top-products";
import { addDays, shopClock } from "@/lib/dates";
import { resetEnv } from "@/lib/env";
import { compareModes } from "@/lib/filters/compare";
import { type Filter, parseFilter, sharedTimezone } from "@/lib/filters/filter";
import { fulfilmentTypes } from "@/lib/filters/fulfilment";
import { ordersOfMetric } from "@/lib/filters/selection";
import { type MetricKey, metricKeys } from "@/lib/metrics/definitions";
import { type Comparison, comparePeriods, counterpartFinder } from "@/lib/metrics/period";
import { orderStatuses } from "@/lib/search-params";
import { createTestDatabase, type TestDatabase } from "../helpers/database";
import { order, type Raw, store } from "../helpers/orders";
import { type RawReturn, returnLine, returnOf, storeReturns } from "../helpers/returns";

/** Clocks go back on 1 November in America, on 25 October in London; Jakarta's never change. */
const shops = [
  { shopId: "us", timezone: "America/New_York", currency: "USD" },
  { shopId: "gb", timezone: "Europe/London", currency: "GBP" },
  { shopId: "id", timezone: "Asia/Jakarta", currency: "IDR" },
].map((shop) => ({ ...shop, name: shop.shopId, region: "US" }));
const now = new Date("2026-11-10T17:40:00Z");

/** `refundCents` of it was given back by a completed return. */
type Line = { product: string; cents: number; isGift: boolean; isCancelled: boolean; refundCents: number };
type Sale = {
  shopId: string;
  id: string;
  currency: string;
  paidAt: number;
  status: (typeof orderStatuses)[number];
  isSample: boolean;
  fulfilment: (typeof fulfilmentTypes)[number];
  region: string | null;
  lines: Line[];
};

/** From the days before both changes of the clock up to the present, with days that have nothing. */
const saleArbitrary = fc.record({
  shop: fc.constantFrom(...shops),
  hoursAgo: fc.integer({ min: 0, max: 24 * 32 }),
  seconds: fc.integer({ min: 0, max: 3_599 }),
  hasOtherCurrency: fc.boolean(),
  status: fc.constantFrom(...orderStatuses),
  isSample: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
  fulfilment: fc.constantFrom(...fulfilmentTypes),
  region: fc.constantFrom("Texas", "Ohio", null),
  lines: fc.array(
    fc
      .record({
        product: fc.constantFrom("p1", "p2", "p3"),
        cents: fc.integer({ min: 1, max: 99_999 }),
        isGift: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
        isCancelled: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
        refundedShare: fc.constantFrom(0, 0, 0, 0, 0.5, 1),
      })
      .map(({ refundedShare, ...one }) => ({ ...one, refundCents: Math.floor(one.cents * refundedShare) })),
    { minLength: 1, maxLength: 4 },
  ),
});

const sales: Sale[] = fc
  .sample(saleArbitrary, { numRuns: 500, seed: 7 })
  .map(({ shop, hoursAgo, seconds, hasOtherCurrency, ...rest }, index) => ({
    ...rest,
    shopId: shop.shopId,
    id: `${1_000 + index}`,
    // Cross-border orders: some of the London shop's are in euros.
    currency: shop.shopId === "gb" && hasOtherCurrency ? "EUR" : shop.currency,
    paidAt: now.getTime() / 1000 - hoursAgo * 3_600 - seconds,
  }));

const money = (cents: number) => (cents / 100).toFixed(2);

function toRaw({ id, currency, paidAt, status, isSample, fulfilment, region, lines }: Sale): Raw {
  const cents = lines.reduce((sum, line) => sum + line.cents, 0);
  return order(id, {
    status,
    create_time: paidAt - 30,
    update_time: paidAt + 30,
    paid_time: paidAt,
    is_sample_order: isSample,
    fulfillment_type: fulfilment,
    recipient_address: region
      ? { district_info: [{ address_level: "L1", address_name: region }] }
      : undefined,
    payment: { currency, sub_total: money(cents), platform_discount: "0", total_amount: money(cents) },
    line_items: lines.map((line, index) => ({
      id: `${id}-${index}`,
      product_id: line.product,
      product_name: line.product,
      sale_price: money(line.cents),
      platform_discount: "0",
      currency,
      is_gift: line.isGift,
      display_status: line.isCancelled ? "CANCELLED" : "IN_TRANSIT",
    })),
  });
}

function toReturns(sale: Sale): RawReturn[] {
  const lines = sale.lines
    .map(({ refundCents }, index) => ({ refundCents, id: `${sale.id}-${index}` }))
    .filter(({ refundCents }) => refundCents > 0)
    .map(({ refundCents, id }) => returnLine(id, money(refundCents), { currency: sale.currency }));
  return lines.length > 0 ? [returnOf(sale.id, lines)] : [];
}

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url });
  resetEnv();
  const sql = getSql();
  for (const { shopId, name, region, currency, timezone } of shops) {
    await sql`insert into shops (shop_id, name, region, currency, timezone, cipher)
      values (${shopId}, ${name}, ${region}, ${currency}, ${timezone}, 'c')`;
    const mine = sales.filter((sale) => sale.shopId === shopId);
    await store(shopId, mine.map(toRaw));
    await storeReturns(shopId, mine.flatMap(toReturns));
    await rebuildStaleDays(shopId, 1_000);
  }
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const subset = <T>(items: readonly T[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant([] as T[]) },
    { weight: 1, arbitrary: fc.subarray([...items]) },
  );

const day = fc.integer({ min: 0, max: 32 }).map((ago) => addDays("2026-11-10", -ago));

const filterArbitrary = fc
  .record({
    shop: fc.subarray(["us", "gb", "id"], { minLength: 1 }),
    dates: fc.oneof(
      fc.constantFrom("today", "yesterday", "7d", "28d", "month", "last-month").map((range) => ({ range })),
      fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
    ),
    compare: fc.constantFrom(...compareModes),
    status: subset(orderStatuses),
    product: subset(["p1", "p2", "p3"]),
    fulfilment: subset(["seller", "tiktok", "tokopedia"]),
  })
  .map(({ dates, ...params }): Filter => {
    const parsed = parseFilter({ ...params, ...dates }, { shops, now });
    if (!parsed || parsed.notices.length > 0) throw new Error(parsed?.notices.join() ?? "no filter");
    return parsed.filter;
  });

/** What the orders add up to, counted anew in whole cents without any SQL. */
type Totals = Record<"cents" | "netCents" | "orders" | "netOrders" | "cancelled" | "units", number>;

function addUp(chosen: Sale[], { productIds }: Filter): Totals {
  const totals: Totals = { cents: 0, netCents: 0, orders: 0, netOrders: 0, cancelled: 0, units: 0 };
  for (const { status, lines } of chosen) {
    const counted = lines.filter(({ product, isGift }) =>
      productIds.length > 0 ? !isGift && productIds.includes(product) : true,
    );
    const cents = counted.reduce((sum, line) => sum + line.cents, 0);
    const lostCents = counted.reduce(
      (sum, line) => sum + (line.isCancelled ? line.cents : line.refundCents),
      0,
    );
    const isCancelled = status === "CANCELLED";
    totals.cents += cents;
    totals.netCents += isCancelled ? 0 : cents - lostCents;
    totals.orders += 1;
    totals.netOrders += isCancelled ? 0 : 1;
    totals.cancelled += isCancelled ? 1 : 0;
    totals.units += counted.filter(({ isGift }) => !isGift).length;
  }
  return totals;
}

function choose(filter: Filter, isWithin: (day: string, hour: number, shopId: string) => boolean): Sale[] {
  const { statuses, productIds, fulfilmentTypes: types } = filter;
  return sales.filter((sale) => {
    const shop = filter.shops.find(({ shopId }) => shopId === sale.shopId);
    if (!shop || sale.isSample) return false;
    if (statuses.length > 0 && !statuses.includes(sale.status)) return false;
    if (types.length > 0 && !types.includes(sale.fulfilment)) return false;
    const hasProduct = sale.lines.some(({ product, isGift }) => !isGift && productIds.includes(product));
    if (productIds.length > 0 && !hasProduct) return false;
    const clock = shopClock(new Date(sale.paidAt * 1000), shop.timezone);
    return isWithin(clock.day, clock.hour, sale.shopId);
  });
}

function figure(totals: Totals, metric: MetricKey): number | null {
  switch (metric) {
    case "gmv":
      return totals.cents / 100;
    case "netSales":
      return totals.netCents / 100;
    case "orders":
      return totals.orders;
    case "units":
      return totals.units;
    case "averageOrderValue":
      return totals.netOrders === 0 ? null : totals.netCents / 100 / totals.netOrders;
    case "cancellationRate":
      return totals.orders === 0 ? null : totals.cancelled / totals.orders;
  }
}

const inCurrency = (chosen: Sale[], currency: string | null) =>
  currency === null ? chosen : chosen.filter((sale) => sale.currency === currency);

function changeOf(like: number | null, before: number | null, metric: MetricKey): number | null {
  if (like === null || before === null) return null;
  if (metric === "cancellationRate") return like - before;
  return before === 0 ? null : like / before - 1;
}

/** The parts of both periods that can be compared, each shop cut where its clock stands. */
function comparable(
  filter: Filter,
  { current, previous, cuts }: Comparison,
  side: "like" | "before",
): Sale[] {
  const period = side === "like" ? current : previous;
  return choose(filter, (paidOn, hour, shopId) => {
    const cut = cuts.find((one) => one.shopId === shopId);
    if (!period || !cut || paidOn < period.from || paidOn > period.to) return false;
    const limit = side === "like" ? cut.day : cut.counterpart;
    return paidOn < limit || (paidOn === limit && hour < cut.beforeHour);
  });
}

function expectClose(found: string | number | null, wanted: number | null, what: string) {
  if (wanted === null || found === null) expect(found, what).toBe(wanted);
  else expect(Number(found), what).toBeCloseTo(wanted, 3);
}

describe("every figure, over random filters", () => {
  it("is what its orders add up to, in each currency", async () => {
    await fc.assert(
      fc.asyncProperty(filterArbitrary, async (filter) => {
        const comparison = comparePeriods({ filter, now, syncedThrough: {} });
        const summaries = await getSalesSummary({ filter, comparison });
        const { from, to } = filter.range;
        const chosen = choose(filter, (paidOn) => paidOn >= from && paidOn <= to);
        const currencies = new Set(chosen.map(({ currency }) => currency));
        for (const currency of currencies) {
          expect(summaries.map((summary) => summary.currency)).toContain(currency);
        }
        for (const summary of summaries) {
          const mine = inCurrency(chosen, summary.currency);
          const like = inCurrency(comparable(filter, comparison, "like"), summary.currency);
          const before = inCurrency(comparable(filter, comparison, "before"), summary.currency);
          for (const metric of metricKeys) {
            const isMoneyOfAll =
              summary.currency === null && ["gmv", "netSales", "averageOrderValue"].includes(metric);
            if (isMoneyOfAll) continue;
            const { value, change } = summary.metrics[metric];
            const of = (orders: Sale[]) => figure(addUp(orders, filter), metric);
            expectClose(value, of(mine), `${metric} in ${summary.currency}`);
            expectClose(change, changeOf(of(like), of(before), metric), `change of ${metric}`);
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it("equals what the list behind it adds up to", async () => {
    await fc.assert(
      fc.asyncProperty(filterArbitrary, fc.constantFrom(...metricKeys), async (filter, metric) => {
        const comparison = comparePeriods({ filter, now, syncedThrough: {} });
        const summaries = await getSalesSummary({ filter, comparison });
        for (const summary of summaries.filter(({ currency }) => currency !== null)) {
          const selection = { ...ordersOfMetric(filter, metric), currency: summary.currency };
          const [listed] = await sumSelection(selection);
          expect(summary.ordersOf[metric]).toBe(listed?.orders ?? 0);
          expectSame(summary, metric, listed ?? { orders: 0, contribution: null });
        }
      }),
      { numRuns: 80 },
    );
  });

  it("is what the buckets of the chart add up to", async () => {
    await fc.assert(
      fc.asyncProperty(filterArbitrary, fc.constantFrom("day", "hour"), async (filter, grain) => {
        const comparison = { ...comparePeriods({ filter, now, syncedThrough: {} }), previous: null };
        const timezone = sharedTimezone(filter);
        const [summaries, points] = await Promise.all([
          getSalesSummary({ filter, comparison }),
          listSales({ filter, comparison, grain: grain as "day" | "hour", timezone }),
        ]);
        for (const { currency, metrics } of summaries) {
          const mine = points.filter((point) => point.currency === currency);
          if (currency === null) continue;
          const cents = mine.reduce((sum, point) => sum + Math.round(Number(point.gmv) * 100), 0);
          expect(cents).toBe(Math.round(Number(metrics.gmv.value) * 100));
          expect(mine.reduce((sum, point) => sum + point.units, 0)).toBe(Number(metrics.units.value));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("every breakdown, over random filters", () => {
  it("adds up to the figure it breaks down", async () => {
    await fc.assert(
      fc.asyncProperty(filterArbitrary, async (filter) => {
        const comparison = { ...comparePeriods({ filter, now, syncedThrough: {} }), previous: null };
        const [summaries, rhythm] = await Promise.all([
          getSalesSummary({ filter, comparison }),
          listSalesRhythm(filter),
        ]);
        const all = summaries.find(({ currency }) => currency === null);
        expect(addAll(rhythm, ({ orders }) => orders)).toBe(all?.ordersOf.orders ?? 0);
        for (const { currency, metrics, ordersOf } of summaries) {
          if (currency === null) continue;
          const regions = await listRegions({ filter, currency, limit: 1 });
          expect(addAll(regions, ({ orders }) => orders)).toBe(ordersOf.orders);
          const cents = addAll(regions, ({ gmv }) => Math.round(Number(gmv) * 100));
          expect(cents).toBe(Math.round(Number(metrics.gmv.value) * 100));
          const products = await listTopProducts({ filter, previous: null, currency, limit: 10 });
          expect(addAll(products, ({ units }) => units)).toBe(Number(metrics.units.value));
        }
      }),
      { numRuns: 40 },
    );
  });
});

const addAll = <T>(items: readonly T[], read: (item: T) => number) =>
  items.reduce((sum, item) => sum + read(item), 0);

/** Money to the last digit: an average and a rate by what stands above and below their line. */
function expectSame(
  summary: SalesSummary,
  metric: MetricKey,
  listed: { orders: number; contribution: string | null },
) {
  const { value } = summary.metrics[metric];
  const sum = Number(listed.contribution ?? 0);
  if (metric === "averageOrderValue")
    expectClose(value, listed.orders === 0 ? null : sum / listed.orders, metric);
  else if (metric === "cancellationRate") {
    const orders = summary.ordersOf.orders;
    expectClose(value, orders === 0 ? null : listed.orders / orders, metric);
  } else {
    expect(Math.round(Number(value) * 100), metric).toBe(Math.round(sum * 100));
  }
}

it("a day's counterpart and the period it lies in agree for every comparison", () => {
  fc.assert(
    fc.property(filterArbitrary, (filter) => {
      const { previous, current } = comparePeriods({ filter, now, syncedThrough: {} });
      const find = counterpartFinder(filter);
      for (const edge of [current.from, current.to]) {
        const found = find(edge);
        if (!previous) expect(found).toBeNull();
        else if (found !== null) expect(found >= previous.from && found <= previous.to).toBe(true);
      }
    }),
  );
});
