import fc from "fast-check";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { countBuyers, listBestBuyers, listBuyerSteps, listCohorts, readBuyerGaps } from "@/db/queries/buyers";
import { planListing } from "@/db/queries/order-listing";
import { listOrders } from "@/db/queries/orders";
import { addDays, countDays, shopClock } from "@/lib/dates";
import { parseSelection } from "@/lib/filters/selection";
import { gaps } from "@/lib/metrics/buyers";
import { listSpanStarts } from "@/lib/metrics/spans";
import { centsOf, filterOf, type Sale, sales, setUpRandomShops, shops } from "../helpers/random-shops";

setUpRandomShops();

const counts = ({ paidAt, isSample, status }: Sale) => paidAt !== null && !isSample && status !== "CANCELLED";
const zoneOf = (sale: Sale) => shops.find(({ shopId }) => shopId === sale.shopId)?.timezone ?? "";
const dayOf = (sale: Sale) => shopClock(new Date((sale.paidAt ?? 0) * 1000), zoneOf(sale)).day;

/** The days each buyer bought on, by shop and buyer. */
function purchases(shopIds: string[]): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const sale of sales.filter((one) => counts(one) && shopIds.includes(one.shopId))) {
    const key = `${sale.shopId} ${sale.buyer}`;
    days.set(key, [...(days.get(key) ?? []), dayOf(sale)].sort());
  }
  return days;
}

const day = fc.integer({ min: 0, max: 110 }).map((ago) => addDays("2026-11-10", -ago));
const period = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const chosen = fc.subarray(["us", "gb", "id"], { minLength: 1 });

it("buyers of any period, new ones and their orders are counted as by hand", async () => {
  await fc.assert(
    fc.asyncProperty(chosen, period, async (shop, span) => {
      const isWithin = (on: string) => on >= span.from && on <= span.to;
      const lists = [...purchases(shop).values()];
      const bought = lists.filter((days) => days.some(isWithin));
      expect(await countBuyers({ filter: filterOf({ shop, range: "all" }), period: span })).toEqual({
        buyers: bought.length,
        newBuyers: bought.filter(([first = ""]) => isWithin(first)).length,
        orders: lists.flat().filter(isWithin).length,
      });
    }),
    { numRuns: 60 },
  );
});

it("each step has its own buyers, new ones apart, whichever rollup it comes from", async () => {
  const grain = fc.constantFrom("day" as const, "week" as const, "month" as const);
  await fc.assert(
    fc.asyncProperty(chosen, period, grain, async (shop, span, step) => {
      const lists = [...purchases(shop).values()];
      const starts = listSpanStarts(span, step);
      const expected = starts.map((start, index) => {
        const from = start < span.from ? span.from : start;
        const to = starts[index + 1] ? addDays(starts[index + 1] ?? "", -1) : span.to;
        const bought = lists.filter((days) => days.some((on) => on >= from && on <= to));
        const newBuyers = bought.filter(([first = ""]) => first >= from && first <= to).length;
        return { start, newBuyers, returning: bought.length - newBuyers };
      });
      const filter = filterOf({ shop, range: "all" });
      expect(await listBuyerSteps({ filter, period: span, grain: step })).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it("a cohort is followed month by month from its first purchase", async () => {
  const lists = [...purchases(["us", "id"]).values()];
  const monthOf = (on: string) => `${on.slice(0, 7)}-01`;
  const months = ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"];
  const expected = months.map((month, index) => {
    const cohort = lists.filter(([first = ""]) => monthOf(first) === month);
    const later = months.slice(index + 1);
    return {
      month,
      buyers: cohort.length,
      later: later.map((one) => cohort.filter((days) => days.some((on) => monthOf(on) === one)).length),
    };
  });
  const input = { filter: filterOf({ shop: ["us", "id"], range: "all" }), thisMonth: "2026-11-01" };
  expect(await listCohorts({ ...input, months: 4 })).toEqual(expected.filter(({ buyers }) => buyers > 0));
  expect(await listCohorts({ ...input, months: 2 })).toEqual(
    expected.slice(2).filter(({ buyers }) => buyers > 0),
  );
});

it("the best buyers are those with the most orders, with what they paid in each currency", async () => {
  const best = await listBestBuyers(filterOf({ shop: ["gb"], range: "all" }), 5);
  expect(best).toHaveLength(5);
  const ordersOf = (buyer: string) =>
    sales.filter((sale) => sale.shopId === "gb" && sale.buyer === buyer && counts(sale));
  const most = [...new Set(sales.map(({ buyer }) => buyer))]
    .map((buyer) => ordersOf(buyer).length)
    .sort((a, b) => b - a)
    .slice(0, 5);
  expect(best.map(({ orders }) => orders)).toEqual(most);
  for (const { buyerUserId, nickname, netSales } of best) {
    expect(nickname).toBe(`Fern_${buyerUserId}`);
    const mine = ordersOf(buyerUserId);
    for (const { currency, amount } of netSales) {
      const cents = mine
        .filter((sale) => sale.currency === currency)
        .reduce((sum, sale) => {
          const lost = sale.lines.filter(({ isCancelled }) => isCancelled);
          return sum + centsOf(sale) - lost.reduce((all, line) => all + line.cents, 0);
        }, 0);
      expect(Math.round(Number(amount) * 100)).toBe(cents);
    }
  }
});

it("a buyer who is to be counted anew and has no order left that counts has paid nothing", async () => {
  await getSql()`
    insert into customers (shop_id, buyer_user_id, orders, first_order_at, last_order_at, days)
    values ('gb', 'late', 999, now(), now(), '{}')`;
  const [late] = await listBestBuyers(filterOf({ shop: ["gb"], range: "all" }), 1);
  await getSql()`delete from customers where buyer_user_id = 'late'`;
  expect(late).toMatchObject({ buyerUserId: "late", netSales: [] });
});

it("an empty period has no buyers", async () => {
  const filter = filterOf({ shop: "us", range: "all" });
  const span = { from: "2025-01-01", to: "2025-03-31" };
  expect(await countBuyers({ filter, period: span })).toEqual({ buyers: 0, newBuyers: 0, orders: 0 });
});

it("the time between purchases is counted as by hand, each once a day", async () => {
  await fc.assert(
    fc.asyncProperty(chosen, period, async (shop, span) => {
      const between = [...purchases(shop).values()].flatMap((list) => {
        const days = [...new Set(list)];
        return days
          .slice(1)
          .map((on, index) => ({ on, days: countDays(days[index] ?? "", on) - 1 }))
          .filter(({ on }) => on >= span.from && on <= span.to);
      });
      const sorted = between.map(({ days }) => days).sort((a, b) => a - b);
      const found = await readBuyerGaps({ filter: filterOf({ shop, range: "all" }), period: span });
      expect(found.purchases).toBe(sorted.length);
      expect(found.median).toBe(sorted[Math.ceil(sorted.length / 2) - 1] ?? null);
      expect(found.byGap).toEqual(
        gaps.map(
          ({ fromDays }, place) =>
            sorted.filter((days) => days >= fromDays && days < (gaps[place + 1]?.fromDays ?? 1e9)).length,
        ),
      );
    }),
    { numRuns: 40 },
  );
});

it("each figure opens exactly the orders of the buyers it counts", async () => {
  const listOf = async (shop: string[], span: { from: string; to: string }, part: Record<string, string>) => {
    const params = { shop, ...span, metric: "netSales", ...part };
    const { value: selection } = parseSelection(params, filterOf(params));
    const listing = await planListing({ selection, search: null, canSearchBuyers: true });
    const { orders } = await listOrders({ ...listing, cursor: null, limit: 1_000 });
    return orders.map(({ shopId, orderId }) => `${shopId} ${orderId}`).sort();
  };
  await fc.assert(
    fc.asyncProperty(chosen, period, async (shop, span) => {
      const days = purchases(shop);
      const own = sales.filter(
        (sale) =>
          counts(sale) && shop.includes(sale.shopId) && dayOf(sale) >= span.from && dayOf(sale) <= span.to,
      );
      const ids = (isWanted: (days: string[], on: string) => boolean) =>
        own
          .filter((sale) => isWanted(days.get(`${sale.shopId} ${sale.buyer}`) ?? [], dayOf(sale)))
          .map(({ shopId, id }) => `${shopId} ${id}`)
          .sort();
      expect(await listOf(shop, span, { buyers: "new" })).toEqual(ids(([first = ""]) => first >= span.from));
      expect(await listOf(shop, span, { buyers: "returning" })).toEqual(
        ids(([first = ""]) => first < span.from),
      );
      expect(await listOf(shop, span, { cohort: "2026-09" })).toEqual(
        ids(([first = ""]) => first.startsWith("2026-09")),
      );
      expect(await listOf(shop, span, { gap: "8d" })).toEqual(
        ids((list, on) => {
          const before = list.filter((one) => one < on).at(-1);
          const ago = before === undefined ? 0 : countDays(before, on) - 1;
          return ago >= 8 && ago <= 14;
        }),
      );
    }),
    { numRuns: 25 },
  );
});
