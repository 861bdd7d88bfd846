import { createHash, timingSafeEqual } from "node:crypto";
import { after } from "next/server";
import { watchAfterCron } from "./alerts/after-cron";
import { env } from "./env";
import { UnauthorizedError } from "./errors";
import { answerErrors } from "./http";
import { publicUrl } from "./public-url";
import type { RunReport } from "./sync/report";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Compares in constant time. @throws UnauthorizedError */
export function requireCronSecret(request: Request): void {
  const given = request.headers.get("authorization") ?? "";
  if (timingSafeEqual(digest(given), digest(`Bearer ${env().CRON_SECRET}`))) return;
  throw new UnauthorizedError("This route is for the scheduler: send `Authorization: Bearer $CRON_SECRET`.");
}

/**
 * A cron route: checks the secret, does the work within the budget, and reports each run it worked on. Alerts are looked
 * after once the answer is out.
 */
export function cronRoute(work: (options: { budgetMs: number }) => Promise<RunReport[]>) {
  return answerErrors(async (request) => {
    requireCronSecret(request);
    const shops = await work({ budgetMs: env().SYNC_BUDGET_SECONDS * 1000 });
    after(() => watchAfterCron(shops, publicUrl("/", request).origin));
    return Response.json({ shops }, { headers: { "cache-control": "no-store" } });
  });
}
