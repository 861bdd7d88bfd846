import "server-only";
import type { Need, OrderSelection } from "@/lib/filters/selection";
import { awaitedStatuses, openStatuses } from "@/lib/fulfilment";
import type { OrderStatus } from "@/lib/order-statuses";
import type { OrderCursor } from "@/lib/search-params";
import type { Sql, SqlRunner } from "../client";
import { orderCondition, shopCondition } from "./order-filter";
import { isNamed, lastId, type OrderMatch, type SkuMatch } from "./order-match";

type Fragment = ReturnType<Sql>;

/** The orders of a list: a selection, and what a search leaves of it. `planListing` makes one. */
export type OrderListing = {
  selection: OrderSelection;
  match: OrderMatch | null;
  /** Where to look for the orders of products: among their lines, or among the few orders of the statuses asked for. */
  productsBy: "line" | "status";
};

type KeysInput = OrderListing & {
  /** In the order of the list from the cursor on; else in any. */
  page: { cursor: OrderCursor | null } | null;
  /** Null: all of them. */
  limit: number | null;
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
  const isOnce = input.match === null && selection.filter.productIds.length < 2;
  return sql`select ${isOnce ? sql`` : sql`distinct`} shop_id, order_id, key_time
    from (${orderMatches(sql, input)}) found
    ${page ? inOrder(sql, page.cursor, sql`key_time` as Fragment, sql`order_id`) : sql``}
    ${limit === null ? sql`` : sql`limit ${limit}`}`;
}

/** The same, with an order as often as it matches. */
export function orderMatches(sql: SqlRunner, input: KeysInput): Fragment {
  const branches = listBranches(sql, input).map(
    (branch): Fragment =>
      sql`(select b.* from shops s ${branch} where ${shopCondition(sql, input.selection.filter)})`,
  );
  return branches.reduce((before, branch) => sql`${before} union all ${branch}`);
}

/** Each to stand behind `from shops s`, making a relation `b`. */
function listBranches(sql: SqlRunner, input: KeysInput): Fragment[] {
  const { selection, match } = input;
  if (match) return matchBranches(sql, input, match);
  const { productIds } = selection.filter;
  if (productIds.length > 0 && input.productsBy === "line") {
    const pairs = productIds.map((productId) => ({ productId, skuId: selection.sku }));
    return [lineBranch(sql, input, { pairs, hasGifts: false })];
  }
  const wanted = wantedStatuses(selection);
  if (wanted === null) return [orderBranch(sql, input, sql``)];
  const byStatus = orderBranch(sql, input, sql`and o.status = wanted.status`);
  return [sql`cross join unnest(${wanted}::text[]) as wanted (status) ${byStatus}`];
}

const statusesOfNeed: Record<Need, readonly OrderStatus[]> = {
  overdue: awaitedStatuses,
  "due-6h": awaitedStatuses,
  "on-hold": ["ON_HOLD"],
  "cancel-requested": openStatuses,
};

/**
 * The statuses that orders of a selection can have; null: any. What is open is looked for by status and not by date, since
 * it is a small part of everything created.
 */
function wantedStatuses({ filter, need, due, open, dispatch }: OrderSelection): OrderStatus[] | null {
  const possible = [
    filter.statuses.length > 0 ? filter.statuses : null,
    need && statusesOfNeed[need],
    due && awaitedStatuses,
    open && openStatuses,
    dispatch === "overdue" ? awaitedStatuses : null,
  ].filter((statuses) => statuses !== null);
  const [first, ...others] = possible;
  if (first === undefined) return null;
  return first.filter((status) => others.every((statuses) => statuses.some((other) => other === status)));
}

function matchBranches(sql: SqlRunner, input: KeysInput, match: OrderMatch): Fragment[] {
  const { idPrefix, trackingPatterns, buyers, nicknamePattern, skus, skuText } = match;
  const where = (condition: Fragment) => orderBranch(sql, input, sql`and ${condition}`);
  const branches: Fragment[] = [];
  if (idPrefix !== null) {
    branches.push(idBranch(sql, input, match, idPrefix));
    if (match.hasBuyerIds)
      branches.push(where(sql`o.buyer_user_id between ${idPrefix} and ${lastId(idPrefix)}`));
  }
  for (const pattern of trackingPatterns) {
    branches.push(where(sql`o.tracking_number like ${pattern} and o.tracking_number is not null`));
    branches.push(
      where(sql`o.order_id in (
        select l.order_id from order_line_items l
        where l.shop_id = s.shop_id and l.other_tracking_number like ${pattern}
          and l.other_tracking_number is not null)`),
    );
  }
  if (buyers.length > 0) branches.push(where(sql`o.buyer_user_id = any(${buyers}::text[])`));
  if (nicknamePattern !== null && input.page === null && match.areBuyersKnown)
    branches.push(buyerBranch(sql, input, nicknamePattern));
  else if (nicknamePattern !== null) branches.push(where(hasNickname(sql, match, nicknamePattern)));
  if (skus.length > 0) branches.push(lineBranch(sql, input, { pairs: skus, hasGifts: true }));
  if (skuText !== null) branches.push(where(hasSkuNamed(sql, input, skuText)));
  return branches.length > 0 ? branches : [where(sql`false`)];
}

/** A question to each order in turn, which stops when a page is full: as a join it would begin with all who are called so. */
function hasNickname(sql: SqlRunner, match: OrderMatch, pattern: string): Fragment {
  if (!match.areBuyersKnown) return sql`left(lower(o.buyer_nickname), 64) like ${pattern}`;
  return sql`(
    select left(lower(c.nickname), 64) like ${pattern} from customers c
    where c.shop_id = o.shop_id and c.buyer_user_id = o.buyer_user_id)`;
}

/** The other way round, for counting: from the buyers to their orders. */
function buyerBranch(sql: SqlRunner, { selection }: KeysInput, pattern: string): Fragment {
  return sql`cross join lateral (
    select o.shop_id, o.order_id, o.create_time as key_time
    from (
      select c.buyer_user_id from customers c
      where c.shop_id = s.shop_id and left(lower(c.nickname), 64) like ${pattern}
      offset 0
    ) c
    cross join lateral (select * from orders where buyer_user_id = c.buyer_user_id offset 0) o
    where o.shop_id = s.shop_id and ${orderCondition(sql, selection)}
  ) b`;
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

/** Few ids are looked up and put in order; many are met with soon enough in the order of the list. */
function idBranch(sql: SqlRunner, input: KeysInput, match: OrderMatch, prefix: string): Fragment {
  const isWithin = sql`order_id between ${prefix} and ${lastId(prefix)}`;
  if (!match.areIdsFew) return orderBranch(sql, input, sql`and o.${isWithin}`);
  const found: Fragment = sql`(select * from orders where shop_id = s.shop_id and ${isWithin} offset 0)`;
  return orderBranch(sql, input, sql``, found);
}

/** Orders of a shop under one more condition over a row `o`. */
function orderBranch(sql: SqlRunner, input: KeysInput, condition: Fragment, source?: Fragment): Fragment {
  const { selection, page, limit } = input;
  const hasStatuses = input.match !== null || wantedStatuses(selection) === null;
  const key: Fragment = isByPayment(input) ? sql`o.paid_time` : sql`o.create_time`;
  return sql`cross join lateral (
    select o.shop_id, o.order_id, ${key} as key_time
    from ${source ?? sql`orders`} o
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

/** True when a line tells all that is asked of its order. */
function isByLineAlone({ filter, basis, ...rest }: OrderSelection): boolean {
  const { statuses, productIds, fulfilmentTypes } = filter;
  const isNarrowed = Object.values(rest).some((part) => part !== null);
  return (
    basis === "created" &&
    !isNarrowed &&
    [statuses, productIds, fulfilmentTypes].every((list) => list.length === 0)
  );
}

/** Figures that ask more of a line than whose it is. */
const isOfLines = ({ metric }: OrderSelection) => metric === "cancelledUnits" || metric === "refundedUnits";

const withoutGoods = (selection: OrderSelection): OrderSelection => ({
  ...selection,
  sku: null,
  filter: { ...selection.filter, productIds: [] },
});

/** Orders with a line of a product or SKU, by the index on a product's lines. */
function lineBranch(sql: SqlRunner, input: KeysInput, { pairs, hasGifts }: LineBranch): Fragment {
  const { selection, page, limit } = input;
  const { filter, basis } = selection;
  const key: Fragment = sql`l.order_create_time`;
  const products = pairs.map(({ productId }) => productId);
  const skus = pairs.map(({ skuId }) => skuId);
  const rest = hasGifts || isOfLines(selection) ? selection : withoutGoods(selection);
  const order = isByLineAlone(rest) ? sql`` : joinOrder(sql, sql`s.shop_id`, sql`l.order_id`);
  const dates = sql`and ${key} < ((${filter.range.to}::date + 1)::timestamp at time zone s.timezone)
    ${basis === "created" ? sql`and ${key} >= (${filter.range.from}::date::timestamp at time zone s.timezone)` : sql``}`;
  return sql`cross join unnest(${products}::text[], ${skus}::text[]) as p (product_id, sku_id)
  cross join lateral (
    select s.shop_id, l.order_id, l.order_create_time as key_time
    from (
      select distinct l.order_create_time, l.order_id
      from order_line_items l
      where l.shop_id = s.shop_id and l.product_id = p.product_id and (p.sku_id is null or l.sku_id = p.sku_id)
        ${hasGifts ? sql`` : sql`and not l.is_gift`} ${dates}
        ${page ? beyond(sql, page.cursor, key, sql`l.order_id`) : sql``}
      ${limit === null ? sql`` : inOrder(sql, page?.cursor ?? null, key, sql`l.order_id`)}
    ) l
    ${order}
    where ${isByLineAlone(rest) ? sql`true` : orderCondition(sql, rest)}
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
