import { NextResponse } from "next/server";
import { authedRoute } from "@/lib/auth/route";
import { connectCookie, connectCookieOptions } from "@/lib/connect-cookie";
import { redirectErrors } from "@/lib/http-pages";
import { newBrowserSecret, startConnecting } from "@/lib/sync/connect";

export const dynamic = "force-dynamic";

/** Sends an owner or admin to TikTok's consent page. */
export const GET = authedRoute(
  "shops.connect",
  async (request, user) => {
    const secret = newBrowserSecret();
    const response = NextResponse.redirect(await startConnecting(user.id, secret));
    response.cookies.set(connectCookie, secret, connectCookieOptions(request));
    return response;
  },
  redirectErrors,
);
