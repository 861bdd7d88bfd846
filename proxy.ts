import { type NextRequest, NextResponse } from "next/server";
import { publicUrl } from "@/lib/public-url";
import { renewVisit, visitCookie } from "@/lib/visit";

const sessionCookies = ["authjs.session-token", "__Secure-authjs.session-token"];

/**
 * Sends a visitor without a session cookie to the sign-in page, and back afterwards. Only a courtesy: every page,
 * route and action checks the session itself.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isReadable(request.nextUrl.pathname))
    return new NextResponse("This address cannot be read.", { status: 400 });
  const names = request.cookies.getAll().map(({ name }) => name);
  if (names.some((name) => sessionCookies.some((cookie) => name.startsWith(cookie))))
    return withVisit(request, NextResponse.next());
  const target = request.nextUrl.clone();
  target.pathname = "/sign-in";
  const wanted = request.nextUrl.pathname + request.nextUrl.search;
  target.search = wanted === "/" ? "" : new URLSearchParams({ callbackUrl: wanted }).toString();
  return NextResponse.redirect(target);
}

const longestCookieSec = 400 * 86_400;

/** Notes that somebody is here; a page that is only fetched in advance has not been looked at. */
function withVisit(request: NextRequest, response: NextResponse): NextResponse {
  if (request.headers.has("next-router-prefetch")) return response;
  const { text } = renewVisit(request.cookies.get(visitCookie)?.value, new Date());
  response.cookies.set(visitCookie, text, {
    httpOnly: true,
    sameSite: "lax",
    secure: publicUrl("/", request).protocol === "https:",
    path: "/",
    maxAge: longestCookieSec,
  });
  return response;
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

export const config = {
  matcher: [
    "/((?!api/|_next/|sign-in|setup|invite/|reset/|icon|favicon|robots|.*\\.(?:png|svg|ico|txt)$).*)",
  ],
};
