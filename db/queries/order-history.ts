import "server-only";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { getSql } from "../client";
import { toIso } from "../instants";

const gunzipAsync = promisify(gunzip);
/** A page is some milliseconds of work; orders change ten times in their life. */
const mostPages = 40;

/** An order as TikTok sent it, recipient data removed. */
export type LoggedCopy = { fetchedAt: string; payload: Record<string, unknown> };

export type LoggedHistory = {
  /** Oldest first; a copy that says the same as the one before it is left out. */
  copies: LoggedCopy[];
  /** False when earlier copies are no longer kept, or there are too many. */
  isWhole: boolean;
  /** When the order was first stored; null when the shop has no such order. */
  firstSeenAt: string | null;
};

type LoggedRow = { changes: number; firstSeenAt: string; fetchedAt: string | null; body: Buffer };

/** Every copy of an order that changed what is stored, read from the log of pages (docs/adr/0020). */
export async function getLoggedHistory(key: { shopId: string; orderId: string }): Promise<LoggedHistory> {
  const rows = await getSql()<LoggedRow[]>`
    select cardinality(o.page_times) as changes, o.first_seen_at as "firstSeenAt", p.fetched_at as "fetchedAt", p.body
    from orders o
    left join lateral (
      select page_id, fetched_at, body from order_pages
      where shop_id = o.shop_id and fetched_at = any(o.page_times)
      order by fetched_at desc, page_id desc limit ${mostPages}
    ) p on true
    where o.shop_id = ${key.shopId} and o.order_id = ${key.orderId}
    order by p.fetched_at, p.page_id`;
  const found = await Promise.all(
    rows.map(async ({ fetchedAt, body }) => {
      const payload = fetchedAt === null ? null : await findCopy(body, key.orderId);
      return payload === null ? [] : [{ fetchedAt: toIso(fetchedAt ?? ""), payload }];
    }),
  );
  const copies = found.flat();
  const [first] = rows;
  return {
    copies: withoutRepeats(copies),
    isWhole: copies.length >= (first?.changes ?? 0),
    firstSeenAt: toIso(first?.firstSeenAt ?? null),
  };
}

async function findCopy(body: Buffer, orderId: string): Promise<Record<string, unknown> | null> {
  const orders = JSON.parse((await gunzipAsync(body)).toString()) as unknown[];
  const isIt = (order: unknown): order is Record<string, unknown> =>
    typeof order === "object" && order !== null && "id" in order && order.id === orderId;
  return orders.find(isIt) ?? null;
}

function withoutRepeats(copies: LoggedCopy[]): LoggedCopy[] {
  return copies.filter(
    ({ payload }, index) => JSON.stringify(payload) !== JSON.stringify(copies[index - 1]?.payload),
  );
}
