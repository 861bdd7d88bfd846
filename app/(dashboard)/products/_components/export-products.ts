import { type BoardInput, type BoardProduct, walkProductBoard } from "@/db/queries/product-board";
import type { CsvCell } from "@/lib/csv";
import { csvResponse } from "@/lib/csv-response";

type Column = { title: string; cell: (product: BoardProduct, currency: string) => CsvCell };

const columns: readonly Column[] = [
  { title: "Rank", cell: ({ rank }) => rank },
  { title: "Product id", cell: ({ productId }) => productId },
  { title: "Product", cell: ({ name }) => name },
  { title: "Currency", cell: (_, currency) => currency },
  { title: "Orders", cell: ({ orders }) => orders },
  { title: "Units", cell: ({ units }) => units },
  { title: "GMV", cell: ({ gmv }) => gmv },
  { title: "Net sales", cell: ({ netSales }) => netSales },
  { title: "Share of net sales", cell: ({ share }) => share.toFixed(6) },
  { title: "Makes 80% of net sales", cell: ({ isVital }) => (isVital ? "yes" : "no") },
  { title: "Cancelled units", cell: ({ cancelledUnits }) => cancelledUnits },
  { title: "Cancellation rate", cell: ({ cancellationRate }) => cancellationRate?.toFixed(6) ?? null },
  { title: "Refunded units", cell: ({ refundedUnits }) => refundedUnits },
  { title: "Refund rate", cell: ({ refundRate }) => refundRate?.toFixed(6) ?? null },
];

/** The leaderboard to its end, in the order on screen, with a last line that says how many products it has. */
export function exportProducts(input: BoardInput, { fileName }: { fileName: string }): Response {
  return csvResponse({
    fileName,
    header: columns.map(({ title }) => title),
    batches: toLines(input),
  });
}

async function* toLines(input: BoardInput): AsyncGenerator<CsvCell[][]> {
  let products = 0;
  for await (const batch of walkProductBoard(input)) {
    products += batch.length;
    yield batch.map((product) => columns.map(({ cell }) => cell(product, input.currency)));
  }
  yield [["Products", products]];
}
