import fc from "fast-check";
import { expect, it } from "vitest";
import { exportOrders } from "@/app/(dashboard)/orders/_components/export-orders";
import { getSql } from "@/db/client";
import { walkOrders } from "@/db/queries/order-export";
import { planListing } from "@/db/queries/order-listing";
import { sumListing } from "@/db/queries/order-totals";
import { getSalesSummary } from "@/db/queries/sales";
import { allOrdersOf, type OrderSelection, ordersOfMetric } from "@/lib/filters/selection";
import { type MetricKey, metricDefinitions } from "@/lib/metrics/definitions";
import { comparePeriods } from "@/lib/metrics/period";
import type { RawSearchParams } from "@/lib/search-params";
import { store } from "../helpers/orders";
import {
  filterOf,
  filterParamsArbitrary,
  isPicked,
  now,
  type Sale,
  sales,
  setUpRandomShops,
} from "../helpers/random-shops";

setUpRandomShops();

const plan = (params: RawSearchParams, more: Partial<OrderSelection> = {}) =>
  planListing({
    selection: { ...allOrdersOf(filterOf(params)), ...more },
    search: null,
    canSearchBuyers: true,
  });

/** Enough of RFC 4180 to read back what a spreadsheet would. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let isQuoted = false;
  let cell = "";
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let index = 0; index < text.length; index++) {
    const sign = text[index] ?? "";
    if (isQuoted && sign === '"' && text[index + 1] === '"') {
      cell += sign;
      index += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === "," && !isQuoted) endCell();
    else if (sign === "\r" && text[index + 1] === "\n" && !isQuoted) {
      endCell();
      rows.push([]);
      index += 1;
    } else cell += sign;
  }
  return rows.slice(0, -1);
}

async function exportOf(params: RawSearchParams, more: Partial<OrderSelection> = {}) {
  const text = await exportOrders(await plan(params, more), { fileName: "orders.csv" }).text();
  const rows = parseCsv(text);
  const [header = [], ...rest] = rows;
  const footer = rest.pop() ?? [];
  const orders = rest.map((cells) => Object.fromEntries(header.map((title, index) => [title, cells[index]])));
  return { orders, footer };
}

it("a file has exactly the list's orders, ends with their number, and adds up to the same cent", async () => {
  await fc.assert(
    fc.asyncProperty(filterParamsArbitrary, async (params) => {
      const filter = filterOf(params);
      const { orders, footer } = await exportOf(params);
      const chosen = sales.filter((sale) => isPicked(sale, filter, "created"));
      expect(orders.map((row) => row["Order id"]).sort()).toEqual(chosen.map(({ id }) => id).sort());
      const sums = await sumListing({ ...(await plan(params)), isExact: true });
      expect(footer).toEqual(["Orders", String(sums.orders)]);
      for (const { currency, totalAmount } of sums.totals ?? []) {
        const cents = orders
          .filter((row) => row.Currency === currency)
          .reduce((sum, row) => sum + Math.round(Number(row.Total) * 100), 0);
        expect(cents).toBe(Math.round(Number(totalAmount) * 100));
      }
    }),
    { numRuns: 25 },
  );
});

const cents = (amount: unknown) => Math.round(Number(amount ?? 0) * 100);

it("a card, the list it opens and that list's file say the same, for any filter and metric", async () => {
  const added: MetricKey[] = ["gmv", "netSales", "units", "orders"];
  await fc.assert(
    fc.asyncProperty(filterParamsArbitrary, fc.constantFrom(...added), async (params, metric) => {
      const filter = filterOf(params);
      const comparison = comparePeriods({ filter, now, syncedThrough: {} });
      for (const { currency, metrics, ordersOf } of await getSalesSummary({ filter, comparison })) {
        if (currency === null) continue;
        const selection = { ...ordersOfMetric(filter, metric), currency };
        const { totals } = await sumListing({ ...(await plan(params, selection)), isExact: true });
        const { orders, footer } = await exportOf(params, selection);
        expect(footer).toEqual(["Orders", String(ordersOf[metric])]);
        const column = metricDefinitions[metric].label;
        expect(orders.reduce((sum, row) => sum + cents(row[column]), 0)).toBe(cents(metrics[metric].value));
        expect(cents(totals?.[0]?.contribution)).toBe(cents(metrics[metric].value));
      }
    }),
    { numRuns: 25 },
  );
});

it("times are by the shop's clock with its offset, the hour that comes twice told apart", async () => {
  const sale = sales.find(({ shopId }) => shopId === "us") as Sale;
  const sql = getSql();
  for (const [instant, written] of [
    ["2026-11-01T05:30:00Z", "2026-11-01T01:30:00-04:00"],
    ["2026-11-01T06:30:00Z", "2026-11-01T01:30:00-05:00"],
  ] as const) {
    await sql`update orders set delivery_time = ${instant} where order_id = ${sale.id}`;
    const { orders } = await exportOf({ shop: "us", range: "all" });
    expect(orders.find((row) => row["Order id"] === sale.id)?.Delivered).toBe(written);
  }
});

it("what a buyer or a product is called runs on nobody's machine, in any script, and money stays exact", async () => {
  const hostile = ['=HYPERLINK("http://x","y")', "+1", "-2+3", "@SUM(A1)", "\tTab", "＝1+1", 'say "hi", ok'];
  await store(
    "gb",
    hostile.map((name, index) => ({
      id: `9990${index}`,
      status: "COMPLETED",
      create_time: Date.parse("2026-11-10T10:00:00Z") / 1000,
      update_time: Date.parse("2026-11-10T10:00:00Z") / 1000,
      buyer_nickname: name,
      payment: { currency: "GBP", total_amount: "12345678901234567890.10", sub_total: "-0.30" },
      line_items: [{ id: `9990${index}-1`, product_name: `${name} 🛍`, seller_sku: name, currency: "GBP" }],
    })),
  );
  const { orders } = await exportOf({ shop: "gb", range: "today" });
  const mine = orders.filter((row) => row["Order id"]?.startsWith("9990"));
  expect(mine.map((row) => row.Buyer).reverse()).toEqual([
    `'=HYPERLINK("http://x","y")`,
    "'+1",
    "'-2+3",
    "'@SUM(A1)",
    "'\tTab",
    "'＝1+1",
    'say "hi", ok',
  ]);
  for (const row of orders)
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\t\r＝＋－＠]|^-(?!\d+(\.\d+)?$)/);
  expect(mine[0]).toMatchObject({ Total: "12345678901234567890.10", Subtotal: "-0.30" });
  expect(mine.at(-1)?.Products).toBe(`'${hostile[0]} 🛍`);
});

it("a download that is given up asks the database for no more", async () => {
  const listing = await plan({ shop: ["us", "gb", "id"], range: "all" });
  let read = 0;
  const walk = walkOrders(listing);
  const response = exportOrders(listing, { fileName: "orders.csv" });
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.read();
  await reader?.cancel();
  expect((await reader?.read())?.done).toBe(true);
  for await (const rows of walk) {
    read += rows.length;
    break;
  }
  expect(read).toBe(500);
  const running = await getSql()`
    select query from pg_stat_activity
    where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`;
  expect(running).toHaveLength(0);
});
