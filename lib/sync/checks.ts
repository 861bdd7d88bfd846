import { getSql } from "@/db/client";
import { requestRun } from "@/db/mutations/sync-runs";
import { addRecordTasks, addSpanTasks, nextSpanTask } from "@/db/mutations/sync-tasks";
import { getLastTrailing, hasDueTasks } from "@/db/queries/sync-work";
import { requireResource } from "./resources";

/** An open record is asked for by id at least this often: TikTok moves `update_time` on status changes only. */
const confirmEverySec = 86_400;
/** Of each hourly sync, 50 records a call: 192 calls a day at most. */
const rereadCallsPerSync = 8;
/** Records set aside without an id can only be read with the second in which they were created. */
const unnamedPerSync = 5;

/**
 * After an hourly sync: one count over the last 72 hours, and a few open records and records set aside read again. Both wait behind the
 * incremental run and go before a full one.
 */
export async function requestChecks(shopId: string, resourceName: string, nowMs: number): Promise<void> {
  const resource = requireResource(resourceName);
  if (!resource.byId) return;
  const place = { shopId, resource: resourceName };
  const since = new Date(nowMs - confirmEverySec * 1000).toISOString();
  const { idsPerCall, listUnconfirmed, listUnnamed } = resource.byId;
  const open = await listUnconfirmed(shopId, since, idsPerCall * rereadCallsPerSync);
  await addRecordTasks(getSql(), place, "reread", open);
  const isReading = (await nextSpanTask(place)) !== null;
  const unnamed = isReading ? [] : await listUnnamed(shopId, since, unnamedPerSync);
  await addSpanTasks(
    getSql(),
    place,
    unnamed.map((sec) => ({
      field: "create_time",
      fromSec: sec,
      toSec: sec + 1,
      recordStatus: null,
      counted: null,
    })),
  );
  if (await hasDueTasks(shopId, resourceName)) {
    await requestRun({ ...place, kind: "repair", trigger: "cron" });
  }
  const last = await getLastTrailing(shopId, resourceName);
  // Counts that contradict themselves would be mended each hour for nothing; the nightly audit looks at them again.
  if (last.isUnreliable) return;
  const scope = last.scope === "trailing" ? "trailing_changes" : "trailing";
  await requestRun({ ...place, kind: "audit", trigger: "cron", scope });
}
