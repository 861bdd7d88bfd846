import { getSql } from "@/db/client";
import type { Sandbox } from "../../sandbox/server";

export type RecordKind = "returns" | "cancellations";

export type RecordTruth = {
  id: string;
  order_id: string;
  create_time: number;
  update_time: number;
  status: string;
  refund_total: string | null;
};

/** Every return, or cancellation, that the shop has, as the sandbox itself knows it, oldest first. */
export async function readRecordTruth(sandbox: Sandbox, kind: RecordKind): Promise<RecordTruth[]> {
  const text = await (await fetch(`${sandbox.url}/__control/truth?of=${kind}`)).text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RecordTruth);
}

/** The same rows from the database. */
export async function readRecordCopy(shopId: string, kind: RecordKind): Promise<RecordTruth[]> {
  const sql = getSql();
  const id = sql(kind === "returns" ? "return_id" : "cancel_id");
  return sql<RecordTruth[]>`
    select ${id} as id, order_id, extract(epoch from create_time)::int as create_time,
      extract(epoch from update_time)::int as update_time, status, refund_total::text as refund_total
    from ${sql(kind)} where shop_id = ${shopId} order by create_time, ${id}`;
}
