import "server-only";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { AuditEntry } from "@/lib/audit-actions";
import {
  buyerFieldPattern,
  type ErasedBuyer,
  findStandIn,
  sealBuyer,
  stateLevel,
  withStandIn,
} from "@/lib/erased-buyers";
import { getSql, type TransactionSql } from "../client";
import { listErasedBuyers } from "../queries/erased-buyers";
import { limitTransaction } from "../transaction";
import { insertAudit } from "./audit";
import { markStaleBuyers } from "./buyer-rollups";

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

type Buyer = { shopId: string; buyerUserId: string };

/** Of pages that are rewritten before the answer; a buyer with more has the rest rewritten with the walk. */
const mostPagesAtOnce = 200;

/**
 * Takes a buyer out of a shop's orders and the pages they came with, at once and for what comes later; the rest of the log
 * is looked through in batches (`eraseFromPages`). Their orders keep one random id in common, so that every figure stays
 * as it was. The row of `customers` goes when the marks are rebuilt.
 *
 * @returns how many orders were the buyer's; null when the shop knows no such buyer.
 */
export async function eraseBuyer(
  buyer: Buyer,
  requestedBy: string,
  entry: AuditEntry,
): Promise<number | null> {
  const { shopId, buyerUserId } = buyer;
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const sealed = sealBuyer(buyerUserId, await listErasedBuyers(tx, shopId));
    const orders = await takeOutOfOrders(tx, buyer, sealed.standIn);
    if (orders.length === 0) return null;
    const pages = await findPagesOf(tx, shopId, orders);
    const rewritten = await rewritePages(tx, { ...buyer, ...sealed }, pages);
    await tx`
      insert into erased_buyers
        (shop_id, salt, buyer_hash, stand_in, buyer_user_id, requested_by, requested_at, orders, pages_rewritten)
      values (${shopId}, ${sealed.salt}, ${sealed.buyerHash}, ${sealed.standIn}, ${buyerUserId}, ${requestedBy}, now(),
        ${orders.length}, ${rewritten})`;
    // The entry says that somebody was erased, not who.
    await insertAudit(tx, { ...entry, shopId, details: { orders: orders.length } });
    return orders.length;
  });
}

/** The same in the rows as `withStandIn` does it in payloads. @returns the ids of the buyer's orders. */
async function takeOutOfOrders(
  tx: TransactionSql,
  { shopId, buyerUserId }: Buyer,
  standIn: string,
): Promise<string[]> {
  // In the order in which syncs lock them.
  const theirs = await tx<{ orderId: string }[]>`
    select order_id as "orderId" from orders where shop_id = ${shopId} and buyer_user_id = ${buyerUserId}
    order by order_id for update`;
  const state = `$.district_info[*] ? (@.address_level == "${stateLevel}")`;
  for (const table of ["orders", "replay_orders"]) {
    await tx`
      update ${tx(table)} set buyer_user_id = ${standIn}, buyer_nickname = null,
        recipient_address = case when jsonb_path_exists(recipient_address, ${state}::jsonpath)
          then jsonb_build_object('district_info', jsonb_path_query_array(recipient_address, ${state}::jsonpath)) end,
        extra = coalesce(
          (select jsonb_object_agg(key, value) from jsonb_each(extra) where key !~ ${buyerFieldPattern}), '{}')
      where shop_id = ${shopId} and buyer_user_id = ${buyerUserId}`;
  }
  if (theirs.length > 0) await markStaleBuyers(tx, shopId, [buyerUserId, standIn]);
  return theirs.map(({ orderId }) => orderId);
}

type LoggedPage = { pageId: string; body: Buffer };

/** The newest pages that changed these orders. */
function findPagesOf(tx: TransactionSql, shopId: string, orderIds: string[]): Promise<LoggedPage[]> {
  return tx<LoggedPage[]>`
    select page_id::text as "pageId", body from order_pages
    where shop_id = ${shopId} and fetched_at in (
      select unnest(page_times) from orders where shop_id = ${shopId} and order_id = any(${orderIds}::text[]))
    order by fetched_at desc limit ${mostPagesAtOnce}`;
}

/** By then every page that was made ready before the erasure is stored. */
const settleSec = 60;

type Erasure = ErasedBuyer & Buyer & { id: string; pageCursor: string };

/**
 * Rewrites the next pages of the log without a buyer who was erased; after the last one the buyer's id is forgotten.
 *
 * @returns false when no erasure waits.
 */
export async function eraseFromPages(limitPages: number): Promise<boolean> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const [erasure] = await tx<Erasure[]>`
      select shop_id as "shopId", id::text as id, salt, buyer_hash as "buyerHash", stand_in as "standIn",
        buyer_user_id as "buyerUserId", page_cursor::text as "pageCursor"
      from erased_buyers
      where finished_at is null and requested_at <= now() - make_interval(secs => ${settleSec})
      order by requested_at limit 1 for update skip locked`;
    if (!erasure) return false;
    const { shopId, id } = erasure;
    const pages = await tx<LoggedPage[]>`
      select page_id::text as "pageId", body from order_pages
      where shop_id = ${shopId} and page_id > ${erasure.pageCursor}::bigint
      order by page_id limit ${limitPages}`;
    const rewritten = await rewritePages(tx, erasure, pages);
    const isLast = pages.length < limitPages;
    // Once more: a page that was on its way when the erasure was asked for has brought its orders by now.
    if (isLast) await takeOutOfOrders(tx, erasure, erasure.standIn);
    await tx`
      update erased_buyers set page_cursor = ${pages.at(-1)?.pageId ?? erasure.pageCursor}::bigint,
        pages_rewritten = pages_rewritten + ${rewritten},
        finished_at = case when ${isLast} then now() end,
        buyer_user_id = case when ${isLast} then null else buyer_user_id end
      where shop_id = ${shopId} and id = ${id}::bigint`;
    return true;
  });
}

/** @returns how many of them held the buyer. */
async function rewritePages(
  tx: TransactionSql,
  erased: ErasedBuyer & Buyer,
  pages: LoggedPage[],
): Promise<number> {
  let rewritten = 0;
  for (const page of pages) if (await rewritePage(tx, erased, page)) rewritten += 1;
  return rewritten;
}

async function rewritePage(
  tx: TransactionSql,
  erased: ErasedBuyer & Buyer,
  { pageId, body }: LoggedPage,
): Promise<boolean> {
  const records = JSON.parse((await gunzipAsync(body)).toString()) as unknown[];
  const hashes: { id: string; before: string; after: string }[] = [];
  const kept = records.map((record) => {
    if (typeof record !== "object" || record === null) return record;
    const raw = record as Record<string, unknown>;
    const standIn = findStandIn([erased], raw.user_id);
    if (standIn === null) return raw;
    const clean = withStandIn(raw, standIn);
    hashes.push({ id: String(raw.id), before: contentHash(raw), after: contentHash(clean) });
    return clean;
  });
  if (hashes.length === 0) return false;
  const { shopId } = erased;
  await tx`
    update order_pages set body = ${await gzipAsync(JSON.stringify(kept))}
    where shop_id = ${shopId} and page_id = ${pageId}::bigint`;
  await followHashes(tx, shopId, hashes);
  return true;
}

/** A stored copy goes by the hash of its payload as it is now, else TikTok's next sight of it would look like a change. */
async function followHashes(
  tx: TransactionSql,
  shopId: string,
  hashes: { id: string; before: string; after: string }[],
): Promise<void> {
  await tx`
    update orders o set content_hash = h.after
    from unnest(${hashes.map(({ id }) => id)}::text[], ${hashes.map(({ before }) => before)}::text[],
      ${hashes.map(({ after }) => after)}::text[]) as h (id, before, after)
    where o.shop_id = ${shopId} and o.order_id = h.id and o.content_hash = h.before`;
}

const contentHash = (payload: unknown) => createHash("sha1").update(JSON.stringify(payload)).digest("base64");
