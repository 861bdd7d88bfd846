import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { moneyText } from "./shop/currency";
import { totalOf } from "./shop/order-json";
import type { ShopBook } from "./shop/shop-book";
import { statusOf } from "./shop/status";

const ROWS_PER_CHUNK = 500;

/** Every visible order as one JSON object a line, oldest first. Freeze the clock for a listing at one instant. */
export async function streamTruth(
  books: readonly ShopBook[],
  response: ServerResponse,
  nowMs: number,
): Promise<void> {
  response.sendDate = false;
  response.writeHead(200, { date: new Date(nowMs).toUTCString(), "content-type": "application/x-ndjson" });
  await pipeline(Readable.from(chunks(books)), response);
}

function* chunks(books: readonly ShopBook[]): Generator<string> {
  for (const book of books) {
    const slots = Array.from({ length: book.count }, (_, position) => book.byCreate.slotAt(position));
    for (let start = 0; start < slots.length; start += ROWS_PER_CHUNK) {
      const rows = slots
        .slice(start, start + ROWS_PER_CHUNK)
        .map((slot) => JSON.stringify(truthOf(book, slot)));
      yield `${rows.join("\n")}\n`;
    }
  }
}

function truthOf(book: ShopBook, slot: number) {
  const { columns, facts } = book;
  const createSec = columns.createSec[slot] ?? 0;
  return {
    id: facts.identifiers.order(slot),
    create_time: createSec,
    update_time: columns.updateSec[slot] ?? 0,
    status: statusOf(columns.status[slot] ?? 0),
    total_amount: moneyText(totalOf(facts, slot, createSec, columns.buyer[slot] ?? 0), facts.currency),
  };
}
