import { countVanished } from "@/db/mutations/sync-runs";
import {
  finishRecordTasks,
  postponeRecordTasks,
  type RecordTask,
  takeRecordTasks,
} from "@/db/mutations/sync-tasks";

import type { ById } from "./resource";
import type { RunContext, StepOutcome } from "./run-context";

/** A notification may come before TikTok shows the record by id; the next incremental sync brings it anyway. */
const notYetShownAttempts = 4;
const notYetShownWaitSec = 15;

type Place = { shopId: string; resource: string; runId: string | null };

/**
 * Reads records again by id until no task is left: those of repair runs (`runId` null), or what one run wants to know.
 * A record that TikTok does not show is asked for twice before it is dated as vanished; it is never removed.
 */
export async function readRecords(context: RunContext, runId: string | null): Promise<StepOutcome> {
  const { shop, resource } = context.sync;
  const { byId } = resource;
  if (!byId) return "done";
  const place = { shopId: shop.shopId, resource: resource.name, runId };
  for (;;) {
    if (context.isOutOfTime) return "budget";
    const tasks = await takeRecordTasks(place, byId.idsPerCall);
    if (tasks.length === 0) return "done";
    await readBatch(context, byId, place, tasks);
    context.sync.rollups.tick();
    if (context.isAskedToYield) return "yield";
  }
}

async function readBatch(context: RunContext, byId: ById, place: Place, tasks: RecordTask[]): Promise<void> {
  const ids = tasks.map(({ recordId }) => recordId);
  const page = await context.fetchByIds(byId, ids);
  const shown = new Set([...page.items, ...page.rejected].map(({ id }) => id));
  const known = tasks.filter(({ recordId }) => shown.has(recordId));
  const absent = tasks.filter(({ recordId }) => !shown.has(recordId));
  const nowIso = new Date(context.sync.now()).toISOString();
  await context.storePage(page, {
    seenAtSec: page.serverTimeSec,
    also: async (tx) => {
      await byId.markChecked(
        tx,
        place.shopId,
        known.map(({ recordId }) => recordId),
        nowIso,
      );
      await finishRecordTasks(tx, place, known);
      const { vanished, askAgain, wait, giveUp } = judgeAbsent(absent);
      const gone = vanished.map(({ recordId }) => recordId);
      const newlyGone = await byId.markVanished(tx, place.shopId, gone, nowIso);
      if (newlyGone > 0) await countVanished(tx, place.shopId, context.run.runId, newlyGone);
      await finishRecordTasks(tx, place, [...vanished, ...giveUp]);
      await postponeRecordTasks(tx, place, askAgain, { reason: "vanished", waitSec: 0 });
      await postponeRecordTasks(tx, place, wait, { waitSec: notYetShownWaitSec });
    },
  });
}

/** What absence means depends on why the record was asked for. */
function judgeAbsent(absent: RecordTask[]) {
  const isNotified = ({ reason }: RecordTask) => reason === "webhook";
  const isSecondAsk = ({ reason }: RecordTask) => reason === "vanished";
  const hadItsTime = ({ attempts }: RecordTask) => attempts + 1 >= notYetShownAttempts;
  return {
    vanished: absent.filter(isSecondAsk),
    askAgain: absent.filter((task) => !isSecondAsk(task) && !isNotified(task)),
    wait: absent.filter((task) => isNotified(task) && !hadItsTime(task)),
    giveUp: absent.filter((task) => isNotified(task) && hadItsTime(task)),
  };
}
