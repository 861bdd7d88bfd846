import { NextResponse } from "next/server";
import { z } from "zod";
import { findShopRegion } from "@/db/queries/shop-connections";
import { authedRoute } from "@/lib/auth/route";
import { requireShop } from "@/lib/auth/shop";
import { type Market, marketOfRegion } from "@/lib/authorize-link";
import { connectCookie, connectCookieOptions, connectSecret } from "@/lib/connect-cookie";
import { redirectErrors } from "@/lib/http-pages";
import { newBrowserSecret, startConnecting } from "@/lib/sync/connect";

export const dynamic = "force-dynamic";

/**
 * Sends an owner or admin to TikTok's consent page: that of `?market=us|other`, that of the shop which `?shop=` names, or
 * the one that was configured. `?from=admin` leads back to the page of all shops.
 */
export const GET = authedRoute(
  "shops.connect",
  async (request, user) => {
    const query = new URL(request.url).searchParams;
    const shopId = query.get("shop");
    if (shopId !== null) requireShop(user, shopId);
    const secret = connectSecret(newBrowserSecret(), query.get("from") === "admin");
    const address = await startConnecting(user.id, secret, await chooseMarket(query.get("market"), shopId));
    const response = NextResponse.redirect(address);
    response.cookies.set(connectCookie, secret, connectCookieOptions(request));
    return response;
  },
  redirectErrors,
);

async function chooseMarket(asked: string | null, shopId: string | null): Promise<Market | null> {
  const market = z.enum(["us", "other"]).safeParse(asked);
  if (market.success) return market.data;
  const region = shopId === null ? null : await findShopRegion(shopId);
  return region === null ? null : marketOfRegion(region);
}
