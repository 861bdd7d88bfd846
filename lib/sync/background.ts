import { listOthersToSync } from "@/db/queries/sync-work";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { advanceSync } from "./advance";
import { requestDue } from "./request";
import { otherResources, primaryResource } from "./resources";

/** A click may ask for other resources as well, unless they were read this lately. */
const othersEverySec = 15 * 60;
const afterFirstSec = 120;

/**
 * Works on after an answer has been given, within the function's time: first on what was asked for, then on other
 * resources that have become old. Whatever does not fit is picked up by the minutely cron, so a failure here is only
 * written down.
 */
export async function continueInBackground(shopIds: string[]): Promise<void> {
  const endsAtMs = Date.now() + env().SYNC_BUDGET_SECONDS * 1000;
  for (const shopId of shopIds) {
    await workUntil(endsAtMs, shopId, async () => primaryResource);
    for (const work of await listOld(shopId)) {
      await workUntil(endsAtMs, shopId, async () => {
        await requestDue(work, "refresh", work.resource);
        return work.resource;
      });
    }
  }
}

async function listOld(shopId: string) {
  try {
    const options = { everySec: othersEverySec, afterFirstSec, shopId };
    return await listOthersToSync(primaryResource, otherResources, options);
  } catch (error) {
    log.error({ err: error, shopId }, "other resources could not be looked up");
    return [];
  }
}

async function workUntil(endsAtMs: number, shopId: string, ask: () => Promise<string>): Promise<void> {
  const budgetMs = endsAtMs - Date.now();
  if (budgetMs <= 0) return;
  try {
    await advanceSync({ shopId, resource: await ask(), budgetMs });
  } catch (error) {
    log.error({ err: error, shopId }, "sync in the background failed");
  }
}
