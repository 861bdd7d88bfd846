import "server-only";
import type { OrderSelection } from "@/lib/filters/selection";
import type { OrderCursor } from "@/lib/search-params";
import type { Sql, SqlRunner } from "../client";
import { orderCondition, shopCondition } from "./order-filter";
import { isNamed, type OrderMatch, type SkuMatch } from "./order-match";

type Fragment = ReturnType<Sql>;

/** The orders of a list: a selection, and what a search leaves of it. */
export type OrderListing = { selection: OrderSelection; match: OrderMatch | null };

type KeysInput = OrderListing & {
  /** In the order of the list from the cursor on; else in any. */
  page: { cursor: OrderCursor | null } | null;
  /** Null: all of them. */
  limit: number | null;
};

/** Past every id that begins with these digits, in any collation. */
const lastId = (prefix: string) => prefix + "9".repeat(40);

/** The statuses that orders in need have, so that they are looked for by status and not by date. */
const statusesOfNeed = {
  overdue: ["AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION"],
  "due-6h": ["AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION"],
  "on-hold": ["ON_HOLD"],
  "cancel-requested": [
    "ON_HOLD",
    "AWAITING_SHIPMENT",
    "PARTIALLY_SHIPPING",
    "AWAITING_COLLECTION",
    "IN_TRANSIT",
  ],
};

/** A list by payment is in the order of payment, where an index has it. */
function isByPayment({ selection, match }: OrderListing): boolean {
  return selection.basis === "paid" && selection.filter.productIds.length === 0 && match === null;
}

/**
 * `shop_id`, `order_id` and `key_time` of each order of a list, once. One keyset branch for each shop, status, product and way
 * to match: a single condition over all of them would read everything the dates hold before it sorts.
 */
export function orderKeys(sql: SqlRunner, input: KeysInput): Fragment {
  const { page, limit, selection } = input;
  const branches = listBranches(sql, input).map(
    (branch) => sql`(select b.* from shops s ${branch} where ${shopCondition(sql, selection.filter)})`,
  );
  const all = branches.reduce((before, branch) => sql`${before} union all ${branch}`);
  const isOnce = input.match === null && selection.filter.productIds.length < 2;
  return sql`select ${isOnce ? sql`` : sql`distinct`} shop_id, order_id, key_time from (${all}) found
    ${page ? inOrder(sql, page.cursor, sql`key_time` as Fragment, sql`order_id`) : sql``}
    ${limit === null ? sql`` : sql`limit ${limit}`}`;
}

/** Each to stand behind `from shops s`, making a relation `b`. */
function listBranches(sql: SqlRunner, input: KeysInput): Fragment[] {
  const { selection, match } = input;
  if (match) return matchBranches(sql, input, match);
  const { productIds } = selection.filter;
  if (productIds.length > 0) {
    const pairs = productIds.map((productId) => ({ productId, skuId: null }));
    return [lineBranch(sql, input, { pairs, hasGifts: false })];
  }
  const wanted = wantedStatuses(selection);
  if (wanted === null) return [orderBranch(sql, input, sql``)];
  const byStatus = orderBranch(sql, input, sql`and o.status = wanted.status`);
  return [sql`cross join unnest(${wanted}::text[]) as wanted (status) ${byStatus}`];
}

/** Null: any. */
function wantedStatuses({ filter, need }: OrderSelection): string[] | null {
  const { statuses } = filter;
  if (need === null) return statuses.length > 0 ? [...statuses] : null;
  const needed = statusesOfNeed[need];
  return statuses.length > 0
    ? needed.filter((status) => statuses.some((wanted) => wanted === status))
    : needed;
}

function matchBranches(sql: SqlRunner, input: KeysInput, match: OrderMatch): Fragment[] {
  const { idPrefix, trackingPatterns, buyers, nicknamePattern, skus, namePattern } = match;
  const where = (condition: Fragment) => orderBranch(sql, input, sql`and ${condition}`);
  const branches: Fragment[] = [];
  if (idPrefix !== null) {
    branches.push(where(sql`o.order_id between ${idPrefix} and ${lastId(idPrefix)}`));
    if (match.hasBuyerIds)
      branches.push(where(sql`o.buyer_user_id between ${idPrefix} and ${lastId(idPrefix)}`));
  }
  for (const pattern of trackingPatterns) {
    branches.push(where(sql`left(o.tracking_number, 64) like ${pattern} and o.tracking_number is not null`));
    branches.push(
      where(sql`o.order_id in (
        select l.order_id from order_line_items l
        where l.shop_id = s.shop_id and left(l.other_tracking_number, 64) like ${pattern}
          and l.other_tracking_number is not null)`),
    );
  }
  if (buyers.length > 0) branches.push(where(sql`o.buyer_user_id = any(${buyers}::text[])`));
  if (nicknamePattern) branches.push(where(sql`left(lower(o.buyer_nickname), 64) like ${nicknamePattern}`));
  if (skus.length > 0) branches.push(lineBranch(sql, input, { pairs: skus, hasGifts: true }));
  if (namePattern !== null) branches.push(where(hasSkuNamed(sql, input, namePattern)));
  return branches.length > 0 ? branches : [where(sql`false`)];
}

/**
 * `is true` keeps the planner from turning either question into a join: the names are read once and hashed, and each order's
 * lines are found by its own index entry. On tables without statistics the join read every line for every order.
 */
function hasSkuNamed(sql: SqlRunner, { selection }: OrderListing, text: string): Fragment {
  const shopIds = selection.filter.shops.map(({ shopId }) => shopId);
  return sql`exists (
    select 1 from order_line_items l
    where l.shop_id = o.shop_id and l.order_id = o.order_id
      and ((l.shop_id, coalesce(l.product_id, ''), coalesce(l.sku_id, '')) in (
        select k.shop_id, k.product_id, k.sku_id from product_skus k
        where k.shop_id = any(${shopIds}::text[]) and ${isNamed(sql, text)})) is true
  ) is true`;
}

/** Orders of a shop under one more condition over a row `o`. */
function orderBranch(sql: SqlRunner, input: KeysInput, condition: Fragment): Fragment {
  const { selection, page, limit } = input;
  const hasStatuses = input.match !== null || wantedStatuses(selection) === null;
  const key: Fragment = isByPayment(input) ? sql`o.paid_time` : sql`o.create_time`;
  return sql`cross join lateral (
    select o.shop_id, o.order_id, ${key} as key_time
    from orders o
    where o.shop_id = s.shop_id and ${orderCondition(sql, selection, { hasStatuses })} ${condition}
      ${page ? beyond(sql, page.cursor, key, sql`o.order_id`) : sql``}
    ${page ? inOrder(sql, page.cursor, key, sql`o.order_id`) : sql``}
    ${limit === null ? sql`` : sql`limit ${limit}`}
  ) b`;
}

/**
 * Each order `o` by its key. `offset 0` keeps it a look-up of its own: as a plain join on tables without statistics it became
 * a walk through the shop for each order.
 */
export function joinOrder(sql: SqlRunner, shopId: Fragment, orderId: Fragment): Fragment {
  return sql`cross join lateral (
    select * from orders where shop_id = ${shopId} and order_id = ${orderId} offset 0) o`;
}

type LineBranch = { pairs: readonly SkuMatch[]; hasGifts: boolean };

/** Orders with a line of a product or SKU, by the index on a product's lines. */
function lineBranch(sql: SqlRunner, input: KeysInput, { pairs, hasGifts }: LineBranch): Fragment {
  const { selection, page, limit } = input;
  const { filter, basis } = selection;
  const key: Fragment = sql`l.order_create_time`;
  const products = pairs.map(({ productId }) => productId);
  const skus = pairs.map(({ skuId }) => skuId);
  const rest = hasGifts ? selection : { ...selection, filter: { ...filter, productIds: [] } };
  const dates = sql`and ${key} < ((${filter.range.to}::date + 1)::timestamp at time zone s.timezone)
    ${basis === "created" ? sql`and ${key} >= (${filter.range.from}::date::timestamp at time zone s.timezone)` : sql``}`;
  return sql`cross join unnest(${products}::text[], ${skus}::text[]) as p (product_id, sku_id)
  cross join lateral (
    select o.shop_id, o.order_id, l.order_create_time as key_time
    from (
      select distinct l.order_create_time, l.order_id
      from order_line_items l
      where l.shop_id = s.shop_id and l.product_id = p.product_id and (p.sku_id is null or l.sku_id = p.sku_id)
        ${hasGifts ? sql`` : sql`and not l.is_gift`} ${dates}
        ${page ? beyond(sql, page.cursor, key, sql`l.order_id`) : sql``}
      ${page ? inOrder(sql, page.cursor, key, sql`l.order_id`) : sql``}
    ) l
    ${joinOrder(sql, sql`s.shop_id`, sql`l.order_id`)}
    where ${orderCondition(sql, rest)}
    ${page ? inOrder(sql, page.cursor, key, sql`l.order_id`) : sql``}
    ${limit === null ? sql`` : sql`limit ${limit}`}
  ) b`;
}

function beyond(sql: SqlRunner, cursor: OrderCursor | null, key: Fragment, id: Fragment): Fragment {
  if (!cursor) return sql``;
  const place = sql`(${cursor.keyTime}::timestamptz, ${cursor.orderId})`;
  return cursor.direction === "before"
    ? sql`and (${key}, ${id}) > ${place}`
    : sql`and (${key}, ${id}) < ${place}`;
}

/** Newest first; towards newer pages the other way round, to be turned over by whoever reads it. */
function inOrder(sql: SqlRunner, cursor: OrderCursor | null, key: Fragment, id: Fragment): Fragment {
  return cursor?.direction === "before" ? sql`order by ${key}, ${id}` : sql`order by ${key} desc, ${id} desc`;
}
