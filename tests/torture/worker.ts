import { env } from "@/lib/env";
import { auditShops, resumeUnfinished, syncDueShops } from "@/lib/sync/dispatch";
import { TikTokClient } from "@/lib/tiktok/client";
import { FastClock, impatientFetch, setFreshLimiter } from "./fast-clock";
import type { WorkerOrder } from "./worker-process";

const crons = { sync: syncDueShops, resume: resumeUnfinished, audit: auditShops };

/** A process of its own that does what a cron does, until it is done or killed. */
process.once("message", async (order: WorkerOrder) => {
  Object.assign(process.env, order.environment);
  const { TIKTOK_APP_KEY, TIKTOK_APP_SECRET, TIKTOK_API_URL, TIKTOK_AUTH_URL, SYNC_CONCURRENCY } = env();
  const app = {
    appKey: TIKTOK_APP_KEY,
    appSecret: TIKTOK_APP_SECRET,
    apiUrl: TIKTOK_API_URL,
    authUrl: TIKTOK_AUTH_URL,
  };
  const clock = new FastClock(order.clock);
  setFreshLimiter(clock, app, order.shopId, SYNC_CONCURRENCY);
  const client = new TikTokClient(app, { now: clock.now, sleep: clock.sleep, fetch: impatientFetch });
  await crons[order.cron]({ budgetMs: order.budgetMs, client, now: clock.now });
  process.exit(0);
});
process.send?.("ready");
