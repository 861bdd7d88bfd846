import { getSql } from "@/db/client";
import { findSyncShop } from "@/db/queries/sync-work";
import { toSourcePage } from "@/lib/sync/order-source";
import { ordersResource } from "@/lib/sync/orders-resource";
import { tiktokClient } from "@/lib/sync/tiktok";
import { StoredTokens } from "@/lib/sync/tokens";
import { AdaptiveLimiter } from "@/lib/tiktok/limiter";
import { searchOrders } from "@/lib/tiktok/orders";
import type { Measurement } from "./results";
import type { World } from "./world";

/** How it was done before: every order again, pages of 50, one call after another, each page stored before the next. */
export async function measureOldWay(world: World): Promise<Measurement[]> {
  const shopId = await world.freshShop();
  const shop = await findSyncShop(shopId);
  if (!shop) throw new Error("the shop is not connected");
  const client = tiktokClient();
  const context = {
    tokens: new StoredTokens(shop.connectionId, client),
    limiter: new AdaptiveLimiter({ maxConcurrent: 1 }),
    priority: "backfill" as const,
    deadlineAtMs: Number.POSITIVE_INFINITY,
  };
  const place = { shop, runId: crypto.randomUUID(), nowIso: new Date().toISOString() };
  const startedAt = performance.now();
  let calls = 0;
  let pageToken: string | undefined;
  do {
    const search = { shopCipher: shop.cipher, pageSize: 50, filter: {}, pageToken };
    const page = await searchOrders(
      client,
      { ...search, sortField: "create_time", sortOrder: "DESC" },
      context,
    );
    calls += 1;
    const prepared = await ordersResource.preparePage(getSql(), place, toSourcePage(page), () => false);
    await getSql().begin((tx) => prepared.write(tx));
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken);
  const seconds = (performance.now() - startedAt) / 1000;
  return [
    { what: "the old way: API calls", value: calls, unit: "calls" },
    { what: "the old way: wall time", value: seconds, unit: "s" },
  ];
}
