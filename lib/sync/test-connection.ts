import { findSyncShop } from "@/db/queries/sync-work";
import { AppError } from "@/lib/errors";
import { getAuthorizedShops } from "@/lib/tiktok/authorization";
import { AdaptiveLimiter } from "@/lib/tiktok/limiter";
import { tiktokClient } from "./tiktok";
import { StoredTokens } from "./tokens";

const longestMs = 15_000;

/**
 * One cheap call with the shop's own authorisation, outside of its limiter: does TikTok answer, and does the
 * authorisation still cover the shop?
 *
 * @returns how long TikTok took.
 * @throws AppError `reconnect_required` when the shop is parked or no longer covered; TikTokApiError
 */
export async function testConnection(shopId: string): Promise<{ tookMs: number }> {
  const shop = await findSyncShop(shopId);
  if (!shop) throw new AppError("reconnect_required", "The shop has to be connected first.");
  const client = tiktokClient();
  const startedAtMs = Date.now();
  const shops = await getAuthorizedShops(client, {
    tokens: new StoredTokens(shop.connectionId, client),
    limiter: new AdaptiveLimiter({ maxConcurrent: 1 }),
    priority: "incremental",
    deadlineAtMs: startedAtMs + longestMs,
  });
  if (!shops.some((one) => one.shopId === shopId)) {
    throw new AppError(
      "reconnect_required",
      "TikTok answers, but the authorisation no longer covers this shop. Connect it again.",
    );
  }
  return { tookMs: Date.now() - startedAtMs };
}
