import {
  claimEvaluation,
  claimMessage,
  forgetOldAlerts,
  markDelivered,
  storeAlerts,
} from "@/db/mutations/alerts";
import { listAlertEvidence } from "@/db/queries/alerts";
import { log } from "../log";
import type { RunReport } from "../sync/report";
import { evaluateAlerts } from "./evaluate";
import { toSlackBody } from "./message";
import { readAlertTarget } from "./target-addresses";
import { callTarget } from "./targets";

/** The crons come each minute, of several instances perhaps at once. */
const evaluateEverySec = 30;
const messagesPerTurn = 20;
const sendingMs = 15_000;

/**
 * After a cron's answer: tells whoever watches that the cron works, looks at every shop, and sends what is to be said.
 * Whatever goes wrong here is written down and shown in Admin; the sync never waits for it, nor fails with it.
 *
 * @param appUrl the app's own address, for the links in messages.
 */
export async function watchAfterCron(reports: RunReport[], appUrl: string): Promise<void> {
  for (const step of [() => beat(reports), evaluate, () => sendMessages(appUrl)]) {
    try {
      await step();
    } catch (error) {
      log.error({ err: error }, "looking after alerts failed");
    }
  }
}

/**
 * A run is good unless every shop it worked on failed: the beat says that the machinery works, each shop's trouble is an
 * alert of its own.
 */
export function isGoodRun(reports: RunReport[]): boolean {
  return reports.length === 0 || reports.some(({ stopReason }) => stopReason !== "error");
}

async function beat(reports: RunReport[]): Promise<void> {
  if (!isGoodRun(reports)) return;
  const url = await readAlertTarget("heartbeat");
  if (url !== null) await callTarget("heartbeat", url);
}

async function evaluate(): Promise<void> {
  if (!(await claimEvaluation(evaluateEverySec))) return;
  const evidence = await listAlertEvidence();
  const news = await storeAlerts(evaluateAlerts(evidence), new Set(evidence.map(({ shopId }) => shopId)));
  for (const { shopId, kind, event } of news) log.info({ shopId, kind, event }, "an alert is told");
  await forgetOldAlerts();
}

/** In their order; when one cannot be delivered, the others would not arrive either. */
async function sendMessages(appUrl: string): Promise<void> {
  const url = await readAlertTarget("webhook");
  if (url === null) return;
  const giveUpAtMs = Date.now() + sendingMs;
  for (let sent = 0; sent < messagesPerTurn && Date.now() < giveUpAtMs; sent++) {
    const message = await claimMessage();
    if (!message) return;
    const link = new URL(`/sync?shop=${encodeURIComponent(message.shopId)}`, appUrl).toString();
    if ((await callTarget("webhook", url, toSlackBody({ ...message, link }))) !== null) return;
    await markDelivered(message);
  }
}
