import "server-only";
import type { ErasedBuyer } from "@/lib/erased-buyers";
import { standInPrefix } from "@/lib/stand-in";
import { getSql, type SqlRunner } from "../client";
import { toIso } from "../instants";

/** Whoever was erased from a shop, to be recognised in what comes in. */
export async function listErasedBuyers(sql: SqlRunner, shopId: string): Promise<ErasedBuyer[]> {
  return sql<ErasedBuyer[]>`
    select salt, buyer_hash as "buyerHash", stand_in as "standIn" from erased_buyers where shop_id = ${shopId}`;
}

export type FoundBuyer = { shopId: string; buyerUserId: string; nickname: string | null; orders: number };

/** The buyers that an id means: their own, or that of an order of theirs. */
export async function findBuyers(shopIds: string[], id: string): Promise<FoundBuyer[]> {
  return getSql()<FoundBuyer[]>`
    with meant as (
      select shop_id, buyer_user_id from orders
      where shop_id = any(${shopIds}::text[]) and order_id = ${id}
      union
      select shop_id, buyer_user_id from orders
      where shop_id = any(${shopIds}::text[]) and buyer_user_id = ${id}
    )
    select m.shop_id as "shopId", m.buyer_user_id as "buyerUserId", count(*)::int as orders,
      (array_agg(o.buyer_nickname order by o.create_time desc) filter (where o.buyer_nickname is not null))[1] as nickname
    from meant m
    cross join lateral (
      select * from orders where shop_id = m.shop_id and buyer_user_id = m.buyer_user_id offset 0) o
    where m.buyer_user_id is not null and not starts_with(m.buyer_user_id, ${standInPrefix})
    group by 1, 2 order by 1, 2 limit 20`;
}

export type Erasure = {
  shopId: string;
  id: string;
  requestedBy: string;
  requestedAt: string;
  orders: number;
  pagesRewritten: number;
  finishedAt: string | null;
};

export async function listErasures(shopIds: string[], limit: number): Promise<Erasure[]> {
  const rows = await getSql()<Erasure[]>`
    select shop_id as "shopId", id::text as id, requested_by as "requestedBy", requested_at as "requestedAt", orders,
      pages_rewritten as "pagesRewritten", finished_at as "finishedAt"
    from erased_buyers where shop_id = any(${shopIds}::text[])
    order by requested_at desc limit ${limit}`;
  return rows.map((row) => ({
    ...row,
    requestedAt: toIso(row.requestedAt),
    finishedAt: toIso(row.finishedAt),
  }));
}
