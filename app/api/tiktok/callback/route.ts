import { cookies } from "next/headers";
import { after, NextResponse } from "next/server";
import { authedRoute } from "@/lib/auth/route";
import { connectCookie } from "@/lib/connect-cookie";
import { redirectErrors } from "@/lib/http-pages";
import { publicUrl } from "@/lib/public-url";
import { continueInBackground } from "@/lib/sync/background";
import { finishConnecting } from "@/lib/sync/connect";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Where TikTok sends the seller back to: connects the shops and begins the first sync. */
export const GET = authedRoute(
  "shops.connect",
  async (request, user) => {
    const query = new URL(request.url).searchParams;
    const callback = { code: query.get("code"), state: query.get("state"), error: query.get("error") };
    const secret = (await cookies()).get(connectCookie)?.value ?? null;
    const shopIds = await finishConnecting(callback, user.id, secret);
    after(() => continueInBackground(shopIds));
    const response = NextResponse.redirect(publicUrl("/", request));
    response.cookies.delete({ name: connectCookie, path: "/api/tiktok" });
    return response;
  },
  redirectErrors,
);
