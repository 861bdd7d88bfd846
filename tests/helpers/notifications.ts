import { createHmac, randomUUID } from "node:crypto";
import { receiveNotification } from "@/lib/sync/receive-notification";

type App = { appKey: string; appSecret: string };

/** The header TikTok would send with a body; made here anew, so that no mistake of the app's hides in its own test. */
export const signatureOf = (app: App, body: string) =>
  createHmac("sha256", app.appSecret)
    .update(app.appKey + body)
    .digest("hex");

export type Told = Record<string, unknown> & { type: number };

/** A body as TikTok sends it, now, with an id of its own. */
export const bodyOf = (shopId: string, told: Told) =>
  JSON.stringify({
    tts_notification_id: randomUUID(),
    shop_id: shopId,
    timestamp: Math.floor(Date.now() / 1000),
    ...told,
  });

export const orderChanged = (orderId: string, order_status = "AWAITING_SHIPMENT"): Told => ({
  type: 1,
  data: { order_id: orderId, order_status, is_on_hold_order: false, update_time: 1 },
});

/** Hands a body to the route's work. `done` resolves when everything that follows the answer is over. */
export async function deliver(body: string, authorization: string | null) {
  const afterwards: Promise<void>[] = [];
  const headers = { "content-type": "application/json", ...(authorization ? { authorization } : {}) };
  const request = new Request("https://app.test/api/tiktok/webhook", { method: "POST", headers, body });
  const response = await receiveNotification(request, (work) => afterwards.push(work()));
  return { status: response.status, text: await response.text(), done: Promise.all(afterwards) };
}

/** Delivers signed notifications, and waits for what follows. */
export async function notify(app: App, bodies: string[]): Promise<void> {
  const answers = await Promise.all(bodies.map((body) => deliver(body, signatureOf(app, body))));
  for (const { status } of answers) if (status !== 200) throw new Error(`answered ${status}`);
  await Promise.all(answers.map(({ done }) => done));
}
