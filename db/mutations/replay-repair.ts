import "server-only";
import { columnList } from "../bulk";
import type { TransactionSql } from "../client";
import {
  expectedLineValue,
  expectedValue,
  loggedColumns,
  loggedLineColumns,
  type OrderDifference,
} from "../queries/replay-differences";
import { lineColumns, orderColumns } from "./store-orders";

const partial = "(r.order_id = any($3::text[]))";
const updateStatement = `
update orders set ${loggedColumns.map(({ name }) => `${name} = e.${name}`).join(", ")}
from (
  select r.order_id, ${loggedColumns.map(({ name }) => `${expectedValue(name, partial)} as ${name}`).join(", ")}
  from replay_orders r join orders o on o.shop_id = r.shop_id and o.order_id = r.order_id
  where r.shop_id = $1 and r.order_id = any($2::text[])
) e
where orders.shop_id = $1 and orders.order_id = e.order_id`;

const insertStatement = `
insert into orders (${columnList(orderColumns)})
select ${columnList(orderColumns)} from replay_orders where shop_id = $1 and order_id = any($2::text[])
order by order_id
on conflict (shop_id, order_id) do nothing
returning order_id as "orderId", create_time as "createTime", paid_time as "paidTime"`;

const partialLine = "(n.order_id = any($3::text[]))";
const linesStatement = `
insert into order_line_items (${columnList(lineColumns)})
select n.shop_id, n.line_item_id, n.order_id,
  ${loggedLineColumns.map(({ name }) => expectedLineValue(name, partialLine)).join(", ")}
from replay_order_line_items n
left join order_line_items l on l.shop_id = n.shop_id and l.line_item_id = n.line_item_id
where n.shop_id = $1 and n.order_id = any($2::text[])
order by n.line_item_id
on conflict (shop_id, line_item_id) do update
set order_id = excluded.order_id, ${loggedLineColumns.map(({ name }) => `${name} = excluded.${name}`).join(", ")}`;

export type Repaired = { restored: string[]; corrected: string[] };

/**
 * Makes these orders what the log says, lines included. The rows that exist must be locked. An order that somebody
 * else inserts at the same moment is left to them.
 */
export async function writeFromLog(
  tx: TransactionSql,
  shopId: string,
  differences: OrderDifference[],
): Promise<Repaired> {
  const ids = (of: (difference: OrderDifference) => boolean) =>
    differences.filter(of).map(({ orderId }) => orderId);
  const corrected = ids(({ isMissing }) => !isMissing);
  const partials = ids(({ isPartial }) => isPartial);
  await tx.unsafe(updateStatement, [shopId, corrected, partials]);
  const inserted = await tx.unsafe<{ orderId: string }[]>(insertStatement, [
    shopId,
    ids(({ isMissing }) => isMissing),
  ]);
  const restored = inserted.map(({ orderId }) => orderId);
  const written = [...corrected, ...restored];
  const keepingLines = new Set(ids(({ isPartial, hasNoLines }) => isPartial && hasNoLines));
  await tx`
    delete from order_line_items l
    where l.shop_id = ${shopId} and l.order_id = any(${written.filter((id) => !keepingLines.has(id))}::text[])
      and not exists (
        select 1 from replay_order_line_items n
        where n.shop_id = l.shop_id and n.line_item_id = l.line_item_id and n.order_id = l.order_id)`;
  await tx.unsafe(linesStatement, [shopId, written, partials]);
  return { restored, corrected };
}
