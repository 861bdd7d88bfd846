import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { moneyText } from "./shop/currency";
import { totalOf } from "./shop/order-json";
import { CANCELLATIONS, RETURNS } from "./shop/record-kinds";
import type { RecordJson } from "./shop/return-json";
import type { ShopBook } from "./shop/shop-book";
import { statusOf } from "./shop/status";

const ROWS_PER_CHUNK = 500;

/** `whole_orders` are as the search answers them, line by line. */
export const TRUTH_SUBJECTS = ["orders", "whole_orders", "returns", "cancellations"] as const;
export type TruthSubject = (typeof TRUTH_SUBJECTS)[number];

/** Every visible record as one JSON object a line, oldest first. Freeze the clock for a listing at one instant. */
export async function streamTruth(
  subject: TruthSubject,
  books: readonly ShopBook[],
  response: ServerResponse,
  nowMs: number,
): Promise<void> {
  response.sendDate = false;
  response.writeHead(200, { date: new Date(nowMs).toUTCString(), "content-type": "application/x-ndjson" });
  await pipeline(Readable.from(chunks(subject, books)), response);
}

const LISTS = {
  orders: { indexOf: (book: ShopBook) => book.byCreate, tell: truthOf },
  whole_orders: {
    indexOf: (book: ShopBook) => book.byCreate,
    tell: (book: ShopBook, slot: number): object => book.render(slot),
  },
  returns: { indexOf: (book: ShopBook) => book.returns.byCreate, tell: returnTruth },
  cancellations: { indexOf: (book: ShopBook) => book.cancellations.byCreate, tell: cancellationTruth },
};

function* chunks(subject: TruthSubject, books: readonly ShopBook[]): Generator<string> {
  const { indexOf, tell } = LISTS[subject];
  for (const book of books) {
    const index = indexOf(book);
    const slots = Array.from({ length: index.length }, (_, position) => index.slotAt(position));
    for (let start = 0; start < slots.length; start += ROWS_PER_CHUNK) {
      const rows = slots.slice(start, start + ROWS_PER_CHUNK).map((slot) => JSON.stringify(tell(book, slot)));
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

function returnTruth(book: ShopBook, slot: number) {
  const { return_id, return_status, ...rest } = RETURNS.render(book, slot);
  return recordTruth(return_id, return_status, rest);
}

function cancellationTruth(book: ShopBook, slot: number) {
  const { cancel_id, cancel_status, ...rest } = CANCELLATIONS.render(book, slot);
  return recordTruth(cancel_id, cancel_status, rest);
}

function recordTruth(
  id: unknown,
  status: unknown,
  { order_id, create_time, update_time, refund_amount }: RecordJson,
) {
  const refundTotal = (refund_amount as { refund_total: string } | undefined)?.refund_total ?? null;
  return { id, order_id, create_time, update_time, status, refund_total: refundTotal };
}
