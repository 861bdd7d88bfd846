import { listCurrencies } from "@/db/queries/product-board";
import { firstParam, type RawSearchParams } from "@/lib/address";
import { parseCurrency } from "@/lib/filters/currency";
import type { Filter } from "@/lib/filters/filter";
import { type MetricKey, metricKeys } from "@/lib/metrics/definitions";
import { parseOneOf } from "@/lib/parsed";

/** The charts of the Overview that can be opened as a table. */
const tables = ["sales", "statuses", "rhythm", "regions"] as const;

export type OverviewView = {
  /** Of the charts and rankings. */
  currency: string;
  /** In the chart. */
  metric: MetricKey;
  openTable: (typeof tables)[number] | null;
  notices: string[];
};

/** `?chart=units&currency=GBP&table=sales`: what the Overview shows beside its filter. */
export async function parseView(params: RawSearchParams, filter: Filter): Promise<OverviewView> {
  const chart = parseOneOf(
    firstParam(params, "chart"),
    metricKeys,
    "That figure is not known. The chart shows GMV.",
  );
  const table = parseOneOf(firstParam(params, "table"), tables, "That table is not known and was left out.");
  const currency = await readCurrency(firstParam(params, "currency"), filter);
  return {
    currency: currency.value,
    metric: chart.value ?? "gmv",
    openTable: table.value,
    notices: [currency, chart, table].flatMap(({ notice }) => notice ?? []),
  };
}

/** A shop sells in other currencies than its own across a border: only then the database is asked. */
async function readCurrency(given: string | undefined, filter: Filter) {
  const own = filter.shops.map(({ currency }) => currency);
  const isOther = given !== undefined && !own.includes(given);
  const currencies = isOther ? [...own, ...(await listCurrencies(filter))] : own;
  return parseCurrency(given, { currencies, fallback: own[0] ?? "USD" });
}
