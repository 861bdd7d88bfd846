import { getSql, type Sql } from "@/db/client";
import { rebuildStaleBuyers } from "@/db/mutations/buyer-rollups";
import { analyzeOrders } from "@/db/mutations/maintenance";
import { recountLateness } from "@/db/mutations/order-lateness";
import { rebuildStaleDays } from "@/db/mutations/rollups";

export type GenerateOptions = {
  orders: number;
  /** Best sellers first, each half as likely as the one at a third of its rank. */
  products?: number;
  days?: number;
  shopId?: string;
  onProgress?: (done: number) => void;
};

const ordersPerStatement = 50_000;

/**
 * Fills the database of the environment with a shop of any size, made in SQL: 1.55 million orders in a few minutes, where a
 * sync through the sandbox would take most of an hour. The same numbers give the same shop, seen from the same moment. Rollups
 * are built the way the sync builds them.
 */
export async function generateShop(options: GenerateOptions): Promise<string> {
  const { orders, products = 400, days = 425, shopId = "7000000000000000001", onProgress } = options;
  const sql = getSql();
  const endsAt = new Date().toISOString();
  await sql`
    insert into shops (shop_id, name, region, currency, timezone, cipher)
    values (${shopId}, 'Generated shop', 'US', 'USD', 'America/Los_Angeles', 'none')`;
  for (let from = 0; from < orders; from += ordersPerStatement) {
    const to = Math.min(from + ordersPerStatement, orders) - 1;
    await insertOrders(sql, { shopId, from, to, orders, days, endsAt });
    await insertLines(sql, { shopId, from, to, products });
    onProgress?.(to + 1);
  }
  await analyzeOrders();
  await sql`
    insert into stale_days (shop_id, day)
    select distinct ${shopId}, (at at time zone 'America/Los_Angeles')::date
    from orders cross join lateral unnest(array[create_time, paid_time]) as at
    where shop_id = ${shopId} and at is not null`;
  await sql`
    insert into stale_buyers (shop_id, buyers)
    select ${shopId}, array_agg(distinct buyer_user_id) from orders where shop_id = ${shopId}`;
  while ((await rebuildStaleDays(shopId, 20)) > 0);
  while ((await rebuildStaleBuyers(shopId, 100)) > 0);
  await recountLateness(shopId);
  await sql`
    insert into sync_metadata (shop_id, resource, status, synced_through, changes_through, fresh_through, last_sync_time,
      last_full_sync_time, records_total)
    values (${shopId}, 'orders', 'ok', ${endsAt}, ${endsAt}, ${endsAt}, ${endsAt}, ${endsAt}, ${orders})`;
  await sql`analyze`;
  return shopId;
}

/** A number in [0, 1) that depends on the order and a salt only. */
const dice = (sql: Sql, of: string, salt: number) =>
  sql.unsafe(`((hashint8extended(${of}, ${salt}) & 2147483647) / 2147483648.0)`);

type OrderSpan = {
  shopId: string;
  from: number;
  to: number;
  orders: number;
  days: number;
  endsAt: string;
};

/** Sales double over the span; four in a hundred orders are cancelled, two are unpaid, one is a sample. */
function insertOrders(sql: Sql, { shopId, from, to, orders, days, endsAt }: OrderSpan) {
  const secondsOfSpan = days * 86_400;
  return sql`
    with drawn as (
      select i, ${dice(sql, "i", 1)} as fate, ${dice(sql, "i", 2)} as speed, ${dice(sql, "i", 3)} as kind,
        date_trunc('second', ${endsAt}::timestamptz
          - make_interval(secs => ${secondsOfSpan}::int * (1 - power((i + 1)::float8 / ${orders}::int, 0.75)))) as created,
        case when ${dice(sql, "i", 4)} < 0.31 then (i * ${dice(sql, "i", 5)})::bigint else i end as buyer
      from generate_series(${from}::bigint, ${to}::bigint) as i
    ), aged as (
      select *, extract(epoch from ${endsAt}::timestamptz - created) / 3600 as age_hours, 2 + speed * 60 as ships_after,
        20 + speed * 90 as collected_after, 70 + speed * 200 as delivered_after
      from drawn
    ), lived as (
      select *, case
        when fate < 0.04 then 'CANCELLED'
        when fate < 0.06 and age_hours < 24 then 'UNPAID'
        when fate < 0.06 then 'CANCELLED'
        when age_hours < 1 then 'ON_HOLD'
        when age_hours < ships_after then 'AWAITING_SHIPMENT'
        when age_hours < collected_after then 'AWAITING_COLLECTION'
        when age_hours < delivered_after then 'IN_TRANSIT'
        when age_hours < delivered_after + 300 then 'DELIVERED'
        else 'COMPLETED' end as status
      from aged
    )
    insert into orders (shop_id, order_id, status, create_time, update_time, paid_time, rts_time, delivery_time,
      cancel_time, rts_sla_time, tts_sla_time, cancel_order_sla_time, currency, total_amount, sub_total, seller_discount,
      platform_discount, shipping_fee, tax, buyer_user_id, buyer_nickname, is_sample_order, is_on_hold_order,
      is_buyer_request_cancel, fulfillment_type, shipping_type, shipping_provider, tracking_number, warehouse_id,
      cancel_reason, cancellation_initiator, payment_method_name, recipient_region, units, extra, content_hash,
      first_seen_at, stored_at)
    select ${shopId}, (576000000000000000 + i * 7919)::text, status, created,
      created + make_interval(hours => least(age_hours, delivered_after)::int), paid,
      paid + make_interval(hours => case when shipped then ships_after::int end),
      paid + make_interval(hours => case when status in ('DELIVERED', 'COMPLETED') then delivered_after::int end),
      case when status = 'CANCELLED' then created + interval '5 hours' end,
      paid + interval '48 hours', paid + interval '72 hours', paid + interval '168 hours', 'USD',
      subtotal + 4.99 + 1.50, subtotal, 1.10, 0.90, 4.99, 1.50,
      (7490000000000000000 + buyer)::text,
      (array['fern', 'moth', 'pebble', 'clover', 'ember', 'tide', 'velvet', 'maple', 'juno', 'wren'])[1 + buyer % 10]
        || '_' || to_hex(hashint8extended(buyer, 9) & 16777215),
      kind < 0.01, status = 'ON_HOLD', status = 'AWAITING_SHIPMENT' and fate > 0.99,
      case when kind > 0.88 then 'FULFILLMENT_BY_TIKTOK' else 'FULFILLMENT_BY_SELLER' end, 'TIKTOK',
      case when shipped then (array['USPS', 'UPS', 'FedEx', 'DHL eCommerce', 'OnTrac'])[1 + i % 5] end,
      case when shipped then '9400' || lpad((hashint8extended(i, 10) & 1073741823)::text, 10, '0') || lpad(i::text, 9, '0') end,
      (array['7301122334455667788', '7301122334455667796'])[1 + (kind > 0.7)::int],
      case when status = 'CANCELLED' then 'Changed my mind' end, case when status = 'CANCELLED' then 'BUYER' end,
      'Credit/debit card', (array['California', 'Texas', 'New York', 'Florida', 'Ohio', 'Oregon'])[1 + i % 6],
      1 + (kind * 10)::int % 3, '{}', i::text, created, created
    from (
      select *, case when fate >= 0.04 and fate < 0.06 then null else created + interval '20 seconds' end as paid,
        status in ('AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED') as shipped,
        round((5 + kind * 60)::numeric, 2) as subtotal
      from lived
    ) o
    order by i`;
}

type LineSpan = { shopId: string; from: number; to: number; products: number };

/** One to three lines an order, each of one of up to four SKUs of a product. */
function insertLines(sql: Sql, { shopId, from, to, products }: LineSpan) {
  return sql`
    insert into order_line_items (shop_id, line_item_id, order_id, order_create_time, product_id, sku_id, seller_sku,
      product_name, sku_name, original_price, sale_price, seller_discount, platform_discount, currency, display_status,
      is_gift, tracking_number)
    select o.shop_id, (676000000000000000 + n)::text, o.order_id, o.create_time, (1729000000000000000 + product)::text,
      (1729500000000000000 + product * 4 + sku)::text, 'SKU-' || lpad(product::text, 5, '0') || '-' || sku,
      'Product ' || product || ' ' || (array['Lotion', 'Serum', 'Candle', 'Tote', 'Mug', 'Lamp'])[1 + product % 6],
      'Option ' || sku, price + 2, price, 1.10, round(0.90 / o.units, 2), 'USD', o.status, false, o.tracking_number
    from (
      select o.*, l.n, (${products}::int * power(${dice(sql, "l.n", 11)}, 3))::bigint as product,
        (hashint8extended(l.n, 12) & 3) as sku, round(o.sub_total / o.units, 2) as price
      from generate_series(${from}::bigint, ${to}::bigint) as i
      join orders o on o.shop_id = ${shopId} and o.order_id = (576000000000000000 + i * 7919)::text
      cross join lateral (select i * 3 + k as n from generate_series(0, o.units - 1) as k) l
    ) o`;
}
