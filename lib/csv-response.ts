import { type CsvCell, csvLines } from "./csv";

type CsvFile = {
  /** ASCII, without quotes: `orders-2026-11.csv`. */
  fileName: string;
  header: readonly string[];
  /** Batches of lines; the next one is asked for when the browser has taken the last. */
  batches: AsyncIterable<readonly (readonly CsvCell[])[]>;
};

/** Streams a CSV file, however long, in the memory of one batch. */
export function csvResponse({ fileName, header, batches }: CsvFile): Response {
  const encoder = new TextEncoder();
  const iterator = batches[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // The mark that makes Excel read UTF-8.
      controller.enqueue(encoder.encode(`\ufeff${csvLines([header])}`));
    },
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(csvLines(value)));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}
