import fc from "fast-check";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase, getSql } from "@/db/client";
import { rebuildStaleBuyers } from "@/db/mutations/buyer-rollups";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { addDays, shopClock } from "@/lib/dates";
import { resetEnv } from "@/lib/env";
import { type Filter, parseFilter } from "@/lib/filters/filter";
import { fulfilmentTypes, fulfilmentWord } from "@/lib/filters/fulfilment";
import { orderStatuses, type RawSearchParams } from "@/lib/search-params";
import { createTestDatabase, type TestDatabase } from "./database";
import { order, type Raw, store } from "./orders";

/** Clocks go back on 1 November in America, on 25 October in London; Jakarta's never change. */
export const shops = [
  { shopId: "us", timezone: "America/New_York", currency: "USD" },
  { shopId: "gb", timezone: "Europe/London", currency: "GBP" },
  { shopId: "id", timezone: "Asia/Jakarta", currency: "IDR" },
].map((shop) => ({ ...shop, name: shop.shopId, region: "US" }));
export const now = new Date("2026-11-10T17:40:00Z");
const today = "2026-11-10";
const daysOfHistory = 100;

/** What is sold: two SKUs a product, one whose code and name hold what `like` would take for a wildcard. */
export const catalogue = ["p1", "p2", "p3", "p4"].flatMap((productId, index) =>
  ["a", "b"].map((option) => ({
    productId,
    skuId: `${productId}${option}`,
    sellerSku: `${["LOTION", "100%_SOAP", "mug", "Tote"][index]}-${option}`,
    name: ["Lavender Body Lotion", "100% Soap", "Mug of the_year", "Tôte bag 🛍"][index] ?? "",
  })),
);

export type Line = {
  sku: (typeof catalogue)[number];
  cents: number;
  isGift: boolean;
  isCancelled: boolean;
  hasOtherParcel: boolean;
};
export type Sale = {
  shopId: string;
  id: string;
  currency: string;
  createdAt: number;
  paidAt: number | null;
  status: (typeof orderStatuses)[number];
  isSample: boolean;
  fulfilment: (typeof fulfilmentTypes)[number];
  buyer: string;
  hasTracking: boolean;
  lines: Line[];
};

const oneIn = (chances: number) => fc.integer({ min: 1, max: chances }).map((die) => die === 1);

const saleArbitrary = fc.record({
  shop: fc.constantFrom(...shops),
  hoursAgo: fc.integer({ min: 0, max: 24 * daysOfHistory }),
  // Whole minutes, so that some orders share their second.
  minutes: fc.integer({ min: 0, max: 59 }),
  payDelayMinutes: fc.integer({ min: 0, max: 600 }),
  hasOtherCurrency: oneIn(2),
  status: fc.constantFrom(...orderStatuses, "COMPLETED", "COMPLETED", "COMPLETED"),
  isSample: oneIn(10),
  fulfilment: fc.constantFrom(...fulfilmentTypes),
  buyer: fc.integer({ min: 0, max: 60 }).map((number) => `b${number}`),
  hasTracking: oneIn(2),
  lines: fc.array(
    fc.record({
      sku: fc.constantFrom(...catalogue),
      cents: fc.integer({ min: 1, max: 99_999 }),
      isGift: oneIn(6),
      isCancelled: oneIn(6),
      hasOtherParcel: oneIn(12),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

export const sales: Sale[] = fc
  .sample(saleArbitrary, { numRuns: 600, seed: 11 })
  .map(({ shop, hoursAgo, minutes, payDelayMinutes, hasOtherCurrency, ...rest }, index) => {
    const createdAt = now.getTime() / 1000 - hoursAgo * 3_600 - minutes * 60;
    return {
      ...rest,
      shopId: shop.shopId,
      id: `${57_000 + index}`,
      // Cross-border orders: some of the London shop's are in euros.
      currency: shop.shopId === "gb" && hasOtherCurrency ? "EUR" : shop.currency,
      createdAt,
      paidAt: rest.status === "UNPAID" ? null : createdAt + payDelayMinutes * 60,
    };
  });

export const money = (cents: number) => (cents / 100).toFixed(2);
export const nicknameOf = ({ buyer }: Sale) => `Fern_${buyer}`;
export const trackingOf = ({ id, hasTracking }: Sale) => (hasTracking ? `1Z${id}` : "");
export const otherTrackingOf = ({ id }: Sale, index: number) => `JD${id}${index}`;
export const centsOf = ({ lines }: Sale) => lines.reduce((sum, { cents }) => sum + cents, 0);

function toRaw(sale: Sale): Raw {
  const { id, currency, createdAt, paidAt, status, isSample, fulfilment, buyer, lines } = sale;
  const total = money(centsOf(sale));
  return order(id, {
    status,
    create_time: createdAt,
    update_time: createdAt + 30,
    paid_time: paidAt ?? 0,
    is_sample_order: isSample,
    fulfillment_type: fulfilment,
    user_id: buyer,
    buyer_nickname: nicknameOf(sale),
    tracking_number: trackingOf(sale),
    payment: { currency, sub_total: total, platform_discount: "0", total_amount: total },
    line_items: lines.map((line, index) => ({
      id: `${id}-${index}`,
      product_id: line.sku.productId,
      sku_id: line.sku.skuId,
      seller_sku: line.sku.sellerSku,
      product_name: line.sku.name,
      sku_name: line.sku.skuId,
      sale_price: money(line.cents),
      platform_discount: "0",
      currency,
      is_gift: line.isGift,
      tracking_number: line.hasOtherParcel ? otherTrackingOf(sale, index) : trackingOf(sale),
      display_status: line.isCancelled ? "CANCELLED" : "IN_TRANSIT",
    })),
  });
}

/** A database with all of it for the tests of a file, rollups included. */
export function setUpRandomShops(): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    resetEnv();
    const sql = getSql();
    for (const { shopId, name, region, currency, timezone } of shops) {
      await sql`insert into shops (shop_id, name, region, currency, timezone, cipher)
        values (${shopId}, ${name}, ${region}, ${currency}, ${timezone}, 'c')`;
      await store(shopId, sales.filter((sale) => sale.shopId === shopId).map(toRaw));
      while ((await rebuildStaleDays(shopId, 1_000)) > 0);
      while ((await rebuildStaleBuyers(shopId, 1_000)) > 0);
    }
    // As the sync does after its first pages.
    await sql`analyze`;
  });
  afterAll(async () => {
    await closeDatabase();
    await database.drop();
  });
}

const subset = <T>(items: readonly T[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant([] as T[]) },
    { weight: 1, arbitrary: fc.subarray([...items]) },
  );
const day = fc.integer({ min: 0, max: daysOfHistory }).map((ago) => addDays(today, -ago));

/** Any filter an address can hold that these shops know. */
export const filterParamsArbitrary = fc
  .record({
    shop: fc.subarray(["us", "gb", "id"], { minLength: 1 }),
    dates: fc.oneof(
      fc.constantFrom("today", "7d", "28d", "90d", "last-month", "all").map((range) => ({ range })),
      fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
    ),
    status: subset(orderStatuses.map((status) => status.toLowerCase())),
    product: subset(["p1", "p2", "p3"]),
    fulfilment: subset(fulfilmentTypes.map(fulfilmentWord)),
  })
  .map(({ dates, ...params }): RawSearchParams => ({ ...params, ...dates }));

export function filterOf(params: RawSearchParams): Filter {
  const parsed = parseFilter(params, { shops, now, defaultRange: "all" });
  if (!parsed || parsed.notices.length > 0) throw new Error(parsed?.notices.join() ?? "no filter");
  return parsed.filter;
}

/** Whether a filter picks an order, decided without any SQL. */
export function isPicked(sale: Sale, filter: Filter, basis: "created" | "paid"): boolean {
  const shop = filter.shops.find(({ shopId }) => shopId === sale.shopId);
  const at = basis === "paid" ? sale.paidAt : sale.createdAt;
  if (!shop || at === null) return false;
  const { day: on } = shopClock(new Date(at * 1000), shop.timezone);
  const { range, statuses, productIds, fulfilmentTypes: types } = filter;
  return (
    on >= range.from &&
    on <= range.to &&
    (statuses.length === 0 || statuses.includes(sale.status)) &&
    (types.length === 0 || types.includes(sale.fulfilment)) &&
    (productIds.length === 0 ||
      sale.lines.some(({ sku, isGift }) => !isGift && productIds.includes(sku.productId)))
  );
}
