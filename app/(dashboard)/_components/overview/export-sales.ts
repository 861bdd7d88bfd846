import type { CsvCell } from "@/lib/csv";
import { csvResponse } from "@/lib/csv-response";
import { toShopInstant } from "@/lib/dates";
import { type Bucket, indexPoints, type SalesPoint } from "@/lib/metrics/series";
import type { SalesData } from "./load-sales";

type Figure = { title: string; read: (point: SalesPoint | undefined) => CsvCell };

const figures: readonly Figure[] = [
  { title: "GMV", read: (point) => point?.gmv ?? "0" },
  { title: "Net sales", read: (point) => point?.netSales ?? "0" },
  { title: "Orders", read: (point) => point?.orders ?? 0 },
  { title: "Units", read: (point) => point?.units ?? 0 },
  { title: "Orders in net sales", read: (point) => point?.netOrders ?? 0 },
  { title: "Cancelled orders", read: (point) => point?.cancelledOrders ?? 0 },
  { title: "Average order value", read: (point) => point?.averageOrderValue ?? null },
];

const states: Record<Bucket["state"], string> = {
  whole: "complete",
  open: "still filling",
  future: "not begun",
  unloaded: "history on its way",
};

type SalesFile = Pick<SalesData, "buckets" | "points" | "grain" | "timezone">;

/**
 * The buckets of the chart, one line for each currency: those of the shops, and any other that something was paid in. An hour
 * is written with its offset, so that the one that comes twice is told apart.
 */
export function salesLines(data: SalesFile, currencies: readonly string[]): CsvCell[][] {
  const { buckets, points, grain, timezone } = data;
  const at = (key: string) => {
    if (grain === "day") return key;
    return timezone === null ? `${key}:00` : toShopInstant(key, timezone);
  };
  const all = [...new Set([...currencies, ...points.map(({ currency }) => currency)])];
  const byCurrency = all.map((currency) => ({ currency, points: indexPoints(points, currency) }));
  return buckets.flatMap(({ key, previousKey, state }) =>
    byCurrency.map(({ currency, points: of }) => {
      const [now] = of.get(key) ?? [];
      const [before] = previousKey === null ? [] : (of.get(previousKey) ?? []);
      return [
        at(key),
        currency,
        ...figures.map(({ read }) => read(now)),
        states[state],
        previousKey === null ? null : at(previousKey),
        ...figures.map(({ read }) => (previousKey === null ? null : read(before))),
      ];
    }),
  );
}

/** The chart as a file, with a last line that says how many days or hours it has. */
export function exportSales(data: SalesFile, currencies: readonly string[], fileName: string): Response {
  const bucket = data.grain === "day" ? "Day" : "Hour";
  const titles = figures.map(({ title }) => title);
  return csvResponse({
    fileName,
    header: [
      bucket,
      "Currency",
      ...titles,
      "State",
      "Compared with",
      ...titles.map((title) => `${title} before`),
    ],
    batches: batchesOf([...salesLines(data, currencies), [`${bucket}s`, data.buckets.length]]),
  });
}

/** Three years of days at most. */
async function* batchesOf(lines: CsvCell[][]): AsyncGenerator<CsvCell[][]> {
  yield lines;
}
