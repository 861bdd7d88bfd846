import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { advanceSync } from "./advance";

/**
 * Works on after an answer has been given, within the function's time. Whatever does not fit is picked up by the
 * minutely cron, so a failure here is only written down.
 */
export async function continueInBackground(shopIds: string[]): Promise<void> {
  const endsAtMs = Date.now() + env().SYNC_BUDGET_SECONDS * 1000;
  for (const shopId of shopIds) {
    const budgetMs = endsAtMs - Date.now();
    if (budgetMs <= 0) return;
    try {
      await advanceSync({ shopId, budgetMs });
    } catch (error) {
      log.error({ err: error, shopId }, "sync in the background failed");
    }
  }
}
