import { noteAuthorizationEnd, parkConnection } from "@/db/mutations/connections";
import { requestRun } from "@/db/mutations/sync-runs";
import { recordWebhookEvents, type WebhookOutcome } from "@/db/mutations/webhook-events";
import { findNotifiedShop, type NotifiedShop } from "@/db/queries/notified-shop";
import { log } from "@/lib/log";
import { type Notification, notificationTypes as types } from "@/lib/tiktok/notification";
import { requestSync } from "./request";

/** TikTok delivers for less than a day: what is older has a clock of its own. */
const longestDeliveryMs = 24 * 3_600_000;
const clockSlackMs = 60_000;

/** What else a kind of notification makes stale, besides the orders it names. */
const resourceOf: Record<number, string> = {
  [types.cancellation]: "cancellations",
  [types.return]: "returns",
};

/**
 * Takes notifications of one shop in: each once, however often it is delivered. A notification is a hint: the orders it
 * names are read again by id, and no cursor moves. A withdrawn authorisation parks the shop.
 *
 * @returns the resources that have something to do now.
 */
export async function takeInNotifications(shopId: string, notifications: Notification[]): Promise<string[]> {
  const shop = await findNotifiedShop(shopId);
  if (!shop) {
    const kinds = [...new Set(notifications.map(({ type }) => type))];
    log.warn({ shopId, kinds }, "TikTok notifies of a shop that is not connected");
    return [];
  }
  const judged = notifications.map((one) => ({ ...one, outcome: judge(one, shop) }));
  const events = judged.map(({ sentAtSec, ...event }) => ({ ...event, sentAtIso: toIso(sentAtSec) }));
  const fresh = await recordWebhookEvents(shopId, events, new Date().toISOString(), async (tx, freshIds) => {
    for (const one of judged.filter(({ notificationId }) => freshIds.has(notificationId))) {
      if (one.outcome === "parked") await parkConnection(shop.connectionId, "deauthorized", { sql: tx });
      if (one.outcome === "noted")
        await noteAuthorizationEnd(shop.connectionId, toIso(one.authorizationEndsAtSec) ?? "", tx);
    }
  });
  const queued = judged.filter(
    ({ notificationId, outcome }) => outcome === "queued" && fresh.has(notificationId),
  );
  log.info({ shopId, delivered: judged.length, fresh: fresh.size, queued: queued.length }, "notified");
  return requestRuns(shopId, queued);
}

function judge(notification: Notification, shop: NotifiedShop): WebhookOutcome {
  switch (notification.type) {
    case types.deauthorization:
      return shop.isActive && !isOfEarlierConsent(notification, shop) ? "parked" : "ignored";
    case types.authorizationExpiry:
      return notification.authorizationEndsAtSec === null ? "ignored" : "noted";
    case types.orderStatus:
    case types.recipientAddress:
    case types.package:
    case types.cancellation:
    case types.return:
      return shop.isActive && notification.orderIds.length > 0 ? "queued" : "ignored";
    default:
      return "ignored";
  }
}

/** A withdrawal that is delivered after the seller has connected again says nothing any more. */
function isOfEarlierConsent({ sentAtSec }: Notification, { authorizedAt }: NotifiedShop): boolean {
  if (sentAtSec === null) return false;
  const sentAtMs = sentAtSec * 1000;
  const isDelivery = Date.now() - sentAtMs < longestDeliveryMs;
  return isDelivery && sentAtMs < Date.parse(authorizedAt) - clockSlackMs;
}

async function requestRuns(shopId: string, queued: Notification[]): Promise<string[]> {
  if (queued.length === 0) return [];
  await requestRun({ shopId, resource: "orders", kind: "repair", trigger: "webhook" });
  const others = [...new Set(queued.map(({ type }) => resourceOf[type]))].filter(
    (name) => name !== undefined,
  );
  for (const resource of others)
    await requestSync({ shopId, resource, kind: "incremental", trigger: "webhook" });
  return ["orders", ...others];
}

function toIso(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}
