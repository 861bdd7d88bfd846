import { recordNotified, recordNotNotified } from "@/db/mutations/shop-notifications";
import { listUnnotifiedShops } from "@/db/queries/shop-notifications";
import { findSyncShop } from "@/db/queries/sync-work";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { notificationAddress } from "@/lib/notification-address";
import type { CallContext } from "@/lib/tiktok/client";
import { AdaptiveLimiter } from "@/lib/tiktok/limiter";
import { eventNames } from "@/lib/tiktok/notification";
import { listWebhooks, putWebhook } from "@/lib/tiktok/webhooks";
import { tiktokClient } from "./tiktok";
import { StoredTokens } from "./tokens";

const longestMs = 30_000;

/**
 * Asks TikTok to notify this app of what happens in these shops, where the app has an address that TikTok takes. Part of
 * connecting, and no condition of it: whatever fails is written down and shown, and the hourly sync brings every change.
 */
export async function registerNotifications(shopIds: string[]): Promise<void> {
  const address = notificationAddress(env().AUTH_URL);
  if (!address) return;
  await Promise.all(shopIds.map((shopId) => registerShop(shopId, address)));
}

/** Asks again for the shops for which TikTok did not agree the last time. */
export async function registerRefused(): Promise<void> {
  await registerNotifications(await listUnnotifiedShops());
}

async function registerShop(shopId: string, address: string): Promise<void> {
  try {
    await putMissing(shopId, address);
    await recordNotified(shopId);
  } catch (error) {
    log.warn({ err: error, shopId }, "TikTok could not be asked to notify of changes");
    const code = error instanceof AppError ? error.code : "internal";
    await recordNotNotified(shopId, code).catch((cause: unknown) => {
      log.error({ err: cause, shopId }, "nor could that be written down");
    });
  }
}

async function putMissing(shopId: string, address: string): Promise<void> {
  const shop = await findSyncShop(shopId);
  if (!shop) return;
  const client = tiktokClient();
  const call: CallContext = {
    tokens: new StoredTokens(shop.connectionId, client),
    // Its own: what TikTok thinks of these calls says nothing about those for orders.
    limiter: new AdaptiveLimiter({ maxConcurrent: 2 }),
    priority: "backfill",
    deadlineAtMs: Date.now() + longestMs,
  };
  const registered = await listWebhooks(client, shop.cipher, call);
  const isThere = (name: string) =>
    registered.some(({ eventType, address: known }) => eventType === name && known === address);
  const missing = Object.values(eventNames).filter((name) => !isThere(name));
  await Promise.all(
    missing.map((eventType) => putWebhook(client, shop.cipher, { eventType, address }, call)),
  );
}
