import { NextResponse } from "next/server";
import { requireAdmin } from "@/lib/auth/session";
import { connectCookie, connectCookieOptions } from "@/lib/connect-cookie";
import { redirectErrors } from "@/lib/http-pages";
import { newBrowserSecret, startConnecting } from "@/lib/sync/connect";

export const dynamic = "force-dynamic";

/** Sends an owner or admin to TikTok's consent page. */
export const GET = redirectErrors(async (request) => {
  const user = await requireAdmin();
  const secret = newBrowserSecret();
  const response = NextResponse.redirect(await startConnecting(user.id, secret));
  response.cookies.set(connectCookie, secret, connectCookieOptions(request));
  return response;
});
