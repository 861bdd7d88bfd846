import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { ReturnSelection } from "@/lib/returns/address";
import { describeReturnStatus, type ReturnState } from "@/lib/returns/states";
import { getSql } from "../client";
import { toIso } from "../instants";
import { shopCondition } from "./order-filter";
import { productRows } from "./product-source";
import { cancellationCondition, returnCondition } from "./return-filter";

const everything: ReturnSelection = { state: null, reason: null };

export type ReturnSummary = {
  requests: number;
  byState: Record<ReturnState, number>;
  /** What completed requests gave back, shipping and tax included, one for each currency. */
  givenBack: { currency: string; amount: string }[];
  /** The earliest deadline of a request that waits for the seller. */
  nextDeadline: string | null;
};

type StateRow = { status: string; requests: number; nextDeadline: string | null };
type MoneyRow = { currency: string; amount: string };

/** Requests of a filter by the day they were made, added up; `reason` narrows them, a state does not. */
export async function summarizeReturns(
  filter: Filter,
  { reason }: Pick<ReturnSelection, "reason">,
): Promise<ReturnSummary> {
  const sql = getSql();
  const selection = { state: null, reason };
  const chosen = sql`
    from shops s
    cross join lateral (
      select * from returns r where r.shop_id = s.shop_id and ${returnCondition(sql, filter, selection)}
    ) r
    where ${shopCondition(sql, filter)}`;
  const [states, givenBack] = await Promise.all([
    sql<StateRow[]>`
      select r.status, count(*)::int as requests, min(r.respond_by) as "nextDeadline" ${chosen}
      group by r.status`,
    sql<MoneyRow[]>`
      select r.currency, sum(coalesce(r.refund_total, r.refund_subtotal))::text as amount ${chosen} and r.is_refunded
      group by r.currency order by sum(coalesce(r.refund_total, r.refund_subtotal)) desc limit 20`,
  ]);
  return { ...addUp(states), givenBack: [...givenBack] };
}

function addUp(rows: readonly StateRow[]): Omit<ReturnSummary, "givenBack"> {
  const byState = { waiting: 0, "under-way": 0, refunded: 0, replaced: 0, declined: 0, withdrawn: 0 };
  const deadlines: string[] = [];
  for (const { status, requests, nextDeadline } of rows) {
    const { state } = describeReturnStatus(status);
    byState[state] += requests;
    if (state === "waiting" && nextDeadline) deadlines.push(toIso(nextDeadline));
  }
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  return { requests, byState, nextDeadline: deadlines.sort()[0] ?? null };
}

export type ReasonCount = {
  /** TikTok's code, `""` for requests without one. */
  reason: string;
  reasonText: string | null;
  requests: number;
  /** Of the requests of all reasons, 0 to 1. */
  share: number;
};

/** Why units come back, the most frequent reason first. */
export async function listReturnReasons(filter: Filter, limit: number): Promise<ReasonCount[]> {
  const sql = getSql();
  const rows = await sql<ReasonCount[]>`
    select coalesce(r.reason, '') as reason, max(r.reason_text) as "reasonText", count(*)::int as requests,
      (count(*) / sum(count(*)) over ())::float8 as share
    from shops s
    cross join lateral (
      select r.reason, r.reason_text from returns r
      where r.shop_id = s.shop_id and ${returnCondition(sql, filter, everything)}
    ) r
    where ${shopCondition(sql, filter)}
    group by 1
    order by count(*) desc, 1
    limit ${limit}`;
  return [...rows];
}

export type ProductRefunds = {
  productId: string;
  name: string | null;
  /** Sold in the period, cancelled ones left out. */
  units: number;
  /** Of which some or all of the price was given back by now. */
  refundedUnits: number;
};

export type RefundRates = { products: ProductRefunds[]; units: number; refundedUnits: number };

/** How many of the units sold in the period have come back, and of which products most. */
export async function getRefundRates(filter: Filter, limit: number): Promise<RefundRates> {
  const sql = getSql();
  const rows = await sql<(ProductRefunds & { allUnits: number; allRefunded: number })[]>`
    with sold as (
      select product_id, sum(units - cancelled_units)::int as units, sum(refunded_units)::int as refunded
      from (${productRows(sql, { filter, period: filter.range })}) p
      group by product_id
    )
    select p.product_id as "productId", n.product_name as name, p.units, p.refunded as "refundedUnits",
      a.units as "allUnits", a.refunded as "allRefunded"
    from (select coalesce(sum(units), 0)::int as units, coalesce(sum(refunded), 0)::int as refunded from sold) a
    left join lateral (
      select * from sold where refunded > 0 order by refunded desc, units, product_id limit ${limit}
    ) p on true
    left join lateral (
      select product_name from product_skus
      where shop_id = any(${filter.shops.map(({ shopId }) => shopId)}::text[]) and product_id = p.product_id
        and product_name is not null
      order by named_at desc
      limit 1
    ) n on true
    order by p.refunded desc, p.units, p.product_id`;
  const [first] = rows;
  return {
    products: rows
      .filter(({ productId }) => productId !== null)
      .map(({ productId, name, units, refundedUnits }) => ({ productId, name, units, refundedUnits })),
    units: first?.allUnits ?? 0,
    refundedUnits: first?.allRefunded ?? 0,
  };
}

export type CancellationCount = {
  reason: string;
  reasonText: string | null;
  /** Who asked most often: `BUYER`, `SELLER`, `SYSTEM`, `OPERATOR`, or what TikTok adds. */
  role: string | null;
  requests: number;
};

/** Why orders are cancelled, by the day it was asked for or done; requests that came to nothing are left out. */
export async function listCancellationReasons(filter: Filter, limit: number): Promise<CancellationCount[]> {
  const sql = getSql();
  const rows = await sql<CancellationCount[]>`
    select coalesce(c.reason, '') as reason, max(c.reason_text) as "reasonText",
      mode() within group (order by c.role) as role, count(*)::int as requests
    from shops s
    cross join lateral (
      select c.reason, c.reason_text, c.role from cancellations c
      where c.shop_id = s.shop_id and ${cancellationCondition(sql, filter)}
        and c.status <> 'CANCELLATION_REQUEST_CANCELLED'
    ) c
    where ${shopCondition(sql, filter)}
    group by 1
    order by count(*) desc, 1
    limit ${limit}`;
  return [...rows];
}
