import "server-only";
import { cache } from "react";
import { getSql } from "../client";

export type Shop = { shopId: string; name: string; region: string; currency: string; timezone: string };

/** Connected shops, oldest first; read once for a request however many panels ask. */
export const listShops = cache(async (): Promise<Shop[]> => {
  const rows = await getSql()<Shop[]>`
    select shop_id as "shopId", name, region, currency, timezone
    from shops
    where disconnected_at is null
    order by created_at, shop_id
    limit 500`;
  return [...rows];
});
