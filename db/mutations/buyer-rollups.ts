import "server-only";
import { getSql, type Sql, type SqlRunner, type TransactionSql } from "../client";
import { limitTransaction } from "../transaction";

type Fragment = ReturnType<Sql>;

/** Beyond so many it is quicker to count the whole shop anew than to look each buyer up. */
const mostBuyersOneByOne = 20_000;

/** A row stays below the 2 kB from which PostgreSQL would store it compressed and elsewhere. */
const buyersPerMark = 50;

/** Marks buyers whose orders have changed, by rows of its own, so marking never waits. */
export async function markStaleBuyers(sql: SqlRunner, shopId: string, buyers: string[]): Promise<void> {
  if (buyers.length === 0) return;
  await sql`
    insert into stale_buyers (shop_id, buyers)
    select ${shopId}, array_agg(buyer)
    from unnest(${buyers}::text[]) with ordinality as marked (buyer, place)
    group by (place - 1) / ${buyersPerMark}::int`;
}

/**
 * Rebuilds the marked buyers from their orders, with every sum they are part of, and clears the marks, in one
 * transaction (docs/adr/0011).
 *
 * @param limitMarks so many at once, unless the whole shop is rebuilt.
 * @returns how many marks were cleared.
 */
export async function rebuildStaleBuyers(
  shopId: string,
  limitMarks: number,
  mostOneByOne = mostBuyersOneByOne,
): Promise<number> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    await lockBuyers(tx, shopId);
    const [backlog] = await tx<{ buyers: number; marks: number }[]>`
      select coalesce(sum(cardinality(buyers)), 0)::int as buyers, count(*)::int as marks
      from stale_buyers where shop_id = ${shopId}`;
    if (!backlog || backlog.marks === 0) return 0;
    const isWholeShop = backlog.buyers > mostOneByOne;
    const taken = await tx<{ markId: string }[]>`
      select mark_id as "markId" from stale_buyers where shop_id = ${shopId}
      order by mark_id ${isWholeShop ? tx`` : tx`limit ${limitMarks}`}`;
    const markIds = taken.map(({ markId }) => markId);
    await (isWholeShop ? rebuildBuyers(tx, shopId) : rebuildSome(tx, shopId, markIds));
    await tx`delete from stale_buyers where shop_id = ${shopId} and mark_id = any(${markIds}::text[]::bigint[])`;
    return markIds.length;
  });
}

/** Rows of `customers` from `orders`, a relation with those columns, in the days of `zone`. */
function customersOf(tx: TransactionSql, shopId: string, orders: Fragment): Fragment {
  return tx`
    select ${shopId}::text as shop_id, buyer_user_id,
      (array_agg(buyer_nickname order by create_time desc, order_id desc)
        filter (where buyer_nickname is not null))[1] as nickname,
      count(*) filter (where counts)::int as orders, min(paid_time) filter (where counts) as first_order_at,
      max(paid_time) filter (where counts) as last_order_at,
      coalesce(array_agg(distinct (paid_time at time zone timezone)::date) filter (where counts), '{}') as days
    from (
      select o.order_id, o.buyer_user_id, o.buyer_nickname, o.create_time, o.paid_time, s.timezone,
        o.paid_time is not null and not o.is_sample_order and o.status <> 'CANCELLED' as counts
      from shops s cross join ${orders} o
      where s.shop_id = ${shopId}
    ) o
    group by buyer_user_id`;
}

/** What buyers add to the sums: each day they bought on beside the day before that, and their first. */
function buyingDays(tx: TransactionSql, customers: Fragment): Fragment {
  return tx`
    select day, coalesce(lag(day) over by_day, '-infinity') as previous_day, first_value(day) over by_day as first_day
    from ${customers} c cross join lateral unnest(c.days) as day
    window by_day as (partition by buyer_user_id order by day)`;
}

/** The three sums over buying days; `size` is what one of them counts. */
function sums(tx: TransactionSql, shopId: string, size: Fragment) {
  const isFirstOfMonth = tx`previous_day < date_trunc('month', day)`;
  const month = tx`date_trunc('month', day)::date`;
  return {
    daily: tx`select ${shopId}::text, day, previous_day, ${size} from changes group by 1, 2, 3`,
    monthly: tx`select ${shopId}::text, ${month}, previous_day, ${size} from changes
      where ${isFirstOfMonth} group by 1, 2, 3`,
    cohorts: tx`select ${shopId}::text, date_trunc('month', first_day)::date, ${month}, ${size} from changes
      where ${isFirstOfMonth} group by 1, 2, 3`,
  };
}

/** What `rebuildBuyers` fills. */
export const buyerTables = ["customers", "daily_buyers", "monthly_buyers", "buyer_cohorts"];

/** One rebuild of a shop's buyers at a time, until the transaction ends. */
export async function lockBuyers(tx: TransactionSql, shopId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`buyers:${shopId}`}, 0))`;
}

/** Every buyer of a shop anew, with every sum they are part of. */
export async function rebuildBuyers(tx: TransactionSql, shopId: string): Promise<void> {
  const { daily, monthly, cohorts } = sums(tx, shopId, tx`count(*)::int`);
  const all: Fragment = tx`lateral (
    select * from orders where shop_id = ${shopId} and buyer_user_id is not null offset 0)`;
  for (const table of buyerTables) {
    await tx`delete from ${tx(table)} where shop_id = ${shopId}`;
  }
  await tx`
    with fresh as materialized (${customersOf(tx, shopId, all)}),
    stored as (
      insert into customers (shop_id, buyer_user_id, nickname, orders, first_order_at, last_order_at, days)
      select * from fresh
    ),
    changes as materialized (${buyingDays(tx, tx`fresh`)}),
    daily as (insert into daily_buyers (shop_id, day, previous_day, buyers) ${daily}),
    monthly as (insert into monthly_buyers (shop_id, month, previous_day, buyers) ${monthly})
    insert into buyer_cohorts (shop_id, first_month, month, buyers) ${cohorts}`;
}

/** The sums change by what these buyers add to them now, less what their rows said they had added before. */
async function rebuildSome(tx: TransactionSql, shopId: string, markIds: string[]): Promise<void> {
  const { daily, monthly, cohorts } = sums(tx, shopId, tx`sum(size)::int`);
  const changed: Fragment = tx`having sum(size) <> 0`;
  const theirs: Fragment = tx`touched t cross join lateral (
    select * from orders where shop_id = ${shopId} and buyer_user_id = t.buyer_user_id offset 0)`;
  await tx`
    with touched as materialized (
      select distinct unnest(buyers) as buyer_user_id from stale_buyers
      where shop_id = ${shopId} and mark_id = any(${markIds}::text[]::bigint[])
    ),
    old as materialized (
      select c.* from touched t cross join lateral (
        select * from customers where shop_id = ${shopId} and buyer_user_id = t.buyer_user_id offset 0) c
    ),
    fresh as materialized (${customersOf(tx, shopId, theirs)}),
    stored as (
      insert into customers (shop_id, buyer_user_id, nickname, orders, first_order_at, last_order_at, days)
      select * from fresh order by buyer_user_id
      on conflict (shop_id, buyer_user_id) do update
      set nickname = excluded.nickname, orders = excluded.orders, first_order_at = excluded.first_order_at,
        last_order_at = excluded.last_order_at, days = excluded.days
      where (customers.nickname, customers.orders, customers.first_order_at, customers.last_order_at, customers.days)
        is distinct from
        (excluded.nickname, excluded.orders, excluded.first_order_at, excluded.last_order_at, excluded.days)
    ),
    gone as (
      delete from customers c using old
      where c.shop_id = ${shopId} and c.buyer_user_id = old.buyer_user_id
        and not exists (select 1 from fresh f where f.buyer_user_id = old.buyer_user_id)
    ),
    changes as materialized (
      select d.*, -1 as size from (${buyingDays(tx, tx`old`)}) d
      union all select d.*, 1 from (${buyingDays(tx, tx`fresh`)}) d
    ),
    daily as (
      insert into daily_buyers as b (shop_id, day, previous_day, buyers) ${daily} ${changed}
      on conflict (shop_id, day, previous_day) do update set buyers = b.buyers + excluded.buyers
    ),
    monthly as (
      insert into monthly_buyers as b (shop_id, month, previous_day, buyers) ${monthly} ${changed}
      on conflict (shop_id, month, previous_day) do update set buyers = b.buyers + excluded.buyers
    )
    insert into buyer_cohorts as b (shop_id, first_month, month, buyers) ${cohorts} ${changed}
    on conflict (shop_id, first_month, month) do update set buyers = b.buyers + excluded.buyers`;
}
