import "server-only";
import { type OrderSelection, unnamed } from "@/lib/filters/selection";
import { ages, dues, openStatuses } from "@/lib/fulfilment";
import type { Sql, SqlRunner } from "../client";
import {
  orderAge,
  orderCanceller,
  orderDispatchIs,
  orderDue,
  orderIsStuck,
  orderTook,
} from "../fulfilment-facts";

type Fragment = ReturnType<Sql>;

/** What a selection asks of an order's way to the buyer, each part led by `and`. */
export function fulfilmentCondition(sql: SqlRunner, selection: OrderSelection): Fragment {
  const { due, open, age, warehouse, carrier, dispatch, took, cancelledBy } = selection;
  const place = ages.findIndex(({ key }) => key === age);
  return sql`${due === null ? sql`` : sql`and ${orderDue(sql)} = ${dues.indexOf(due)}`}
    ${open === null ? sql`` : sql`and o.status = any(${[...openStatuses]}::text[])`}
    ${open === "stuck" ? sql`and ${orderIsStuck(sql)}` : sql``}
    ${age === null ? sql`` : sql`and ${orderAge(sql)} = ${place}`}
    ${warehouse === null ? sql`` : isNamed(sql, sql`o.warehouse_id`, warehouse)}
    ${carrier === null ? sql`` : isNamed(sql, sql`o.shipping_provider`, carrier)}
    ${dispatch === null ? sql`` : sql`and ${orderDispatchIs(sql, dispatch)}`}
    ${took === null ? sql`` : sql`and ${orderTook(sql, took)}`}
    ${cancelledBy === null ? sql`` : sql`and ${orderCanceller(sql)} = ${cancelledBy}`}`;
}

const isNamed = (sql: SqlRunner, column: Fragment, name: string): Fragment =>
  name === unnamed ? sql`and ${column} is null` : sql`and ${column} = ${name}`;
