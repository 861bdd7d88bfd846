import { getSql } from "@/db/client";
import { addRecordTasks, addSpanTasks } from "@/db/mutations/sync-tasks";
import { requestSync } from "./request";

type Place = { shopId: string; resource?: string };
type RepairRequest = { runId: string; isNew: boolean };

/** Asks for one record to be read again by its id: one call, the freshest copy wins. */
export async function requestRecordCheck(
  { shopId, resource = "orders" }: Place,
  recordId: string,
): Promise<RepairRequest> {
  await addRecordTasks(getSql(), { shopId, resource }, "admin", [recordId]);
  return requestSync({ shopId, resource, kind: "repair", trigger: "admin" });
}

/**
 * Asks for everything created in a span to be read again, counted before and after.
 *
 * @param span half-open Unix seconds.
 */
export async function requestSpanCheck(
  { shopId, resource = "orders" }: Place,
  span: { fromSec: number; toSec: number },
): Promise<RepairRequest> {
  await addSpanTasks(getSql(), { shopId, resource, runId: null }, [
    { field: "create_time", recordStatus: null, ...span, counted: null },
  ]);
  return requestSync({ shopId, resource, kind: "repair", trigger: "admin" });
}
