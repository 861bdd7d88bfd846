import { cookies } from "next/headers";
import { after, NextResponse } from "next/server";
import { audit } from "@/lib/auth/audit";
import { authedRoute } from "@/lib/auth/route";
import type { SessionUser } from "@/lib/auth/session";
import { connectCookie, pageToReturnTo } from "@/lib/connect-cookie";
import { toPublicError } from "@/lib/errors";
import { redirectErrors } from "@/lib/http-pages";
import { publicUrl } from "@/lib/public-url";
import { continueInBackground } from "@/lib/sync/background";
import { finishConnecting } from "@/lib/sync/connect";
import { registerNotifications } from "@/lib/sync/register-notifications";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Where TikTok sends the seller back to: connects the shops and begins the first sync. */
export const GET = authedRoute(
  "shops.connect",
  async (request, user) => {
    const secret = (await cookies()).get(connectCookie)?.value ?? null;
    const shopIds = await connect(request, user, secret);
    after(() => Promise.all([continueInBackground(shopIds), registerNotifications(shopIds)]));
    const target = publicUrl(pageToReturnTo(secret), request);
    for (const shopId of shopIds) target.searchParams.append("connected", shopId);
    const response = NextResponse.redirect(target);
    response.cookies.delete({ name: connectCookie, path: "/api/tiktok" });
    return response;
  },
  redirectErrors,
);

async function connect(request: Request, user: SessionUser, secret: string | null): Promise<string[]> {
  const query = new URL(request.url).searchParams;
  const callback = { code: query.get("code"), state: query.get("state"), error: query.get("error") };
  try {
    const shopIds = await finishConnecting(callback, user.id, secret);
    for (const shopId of shopIds) await audit(user, "shop.connected", { shopId });
    return shopIds;
  } catch (error) {
    await audit(user, "shop.connect_failed", { details: { code: toPublicError(error).code } });
    throw error;
  }
}
