import { createHash, timingSafeEqual } from "node:crypto";
import { after } from "next/server";
import { watchAfterCron } from "./alerts/after-cron";
import { env } from "./env";
import { UnauthorizedError } from "./errors";
import { keepHouse } from "./housekeeping/keep-house";
import { answerErrors } from "./http";
import { publicUrl } from "./public-url";
import type { RunReport } from "./sync/report";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** With the longest budget of a sync and the calls of alerts, within a function's 300 s. */
const houseMs = 20_000;

/** Compares in constant time. @throws UnauthorizedError */
export function requireCronSecret(request: Request): void {
  const given = request.headers.get("authorization") ?? "";
  if (timingSafeEqual(digest(given), digest(`Bearer ${env().CRON_SECRET}`))) return;
  throw new UnauthorizedError("This route is for the scheduler: send `Authorization: Bearer $CRON_SECRET`.");
}

/**
 * A cron route: checks the secret, does the work within the budget, and reports each run it worked on. Alerts and
 * chores are looked after once the answer is out.
 */
export function cronRoute(work: (options: { budgetMs: number }) => Promise<RunReport[]>) {
  return answerErrors(async (request) => {
    requireCronSecret(request);
    const shops = await work({ budgetMs: env().SYNC_BUDGET_SECONDS * 1000 });
    after(async () => {
      await watchAfterCron(shops, publicUrl("/", request).origin);
      await keepHouse(houseMs);
    });
    return Response.json({ shops }, { headers: { "cache-control": "no-store" } });
  });
}
