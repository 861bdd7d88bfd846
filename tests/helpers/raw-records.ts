import { findSyncShop } from "@/db/queries/sync-work";
import { tiktokClient } from "@/lib/sync/tiktok";
import { StoredTokens } from "@/lib/sync/tokens";
import { AdaptiveLimiter } from "@/lib/tiktok/limiter";

/** Records as TikTok sends them, asked with the app's own client and kept nowhere. */
export async function readRaw(
  shopId: string,
  search: { path: string; list: string; body?: Record<string, unknown> },
): Promise<Record<string, unknown>[]> {
  const shop = await findSyncShop(shopId);
  if (!shop) throw new Error("the shop is not connected");
  const client = tiktokClient();
  const records: Record<string, unknown>[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await client.call(
      {
        method: "POST",
        path: search.path,
        query: { page_size: "50", shop_cipher: shop.cipher, ...(pageToken ? { page_token: pageToken } : {}) },
        body: JSON.stringify(search.body ?? {}),
      },
      {
        tokens: new StoredTokens(shop.connectionId, client),
        limiter: new AdaptiveLimiter({ maxConcurrent: 1 }),
        priority: "repair",
        deadlineAtMs: Date.now() + 30_000,
      },
    );
    const page = data as Record<string, unknown>;
    records.push(...((page[search.list] ?? []) as Record<string, unknown>[]));
    pageToken = (page.next_page_token as string | undefined) || undefined;
  } while (pageToken);
  return records;
}

export const readRawOrders = (shopId: string, body: Record<string, unknown> = {}) =>
  readRaw(shopId, { path: "/order/202309/orders/search", list: "orders", body });
