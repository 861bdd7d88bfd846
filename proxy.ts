import { type NextRequest, NextResponse } from "next/server";
import { withoutBuiltInNames } from "@/lib/address";
import { contentSecurityPolicy } from "@/lib/content-security-policy";
import { env } from "@/lib/env";
import { publicUrl } from "@/lib/public-url";
import { chooseRequestId, requestIdHeader } from "@/lib/request-id";
import { pathHeader } from "@/lib/requested-path";
import { renewVisit, visitCookie } from "@/lib/visit";

const sessionCookies = ["authjs.session-token", "__Secure-authjs.session-token"];

/** Pages that are for people who are not signed in. */
const openPages = /^\/(sign-in|forgot-password|setup|invite\/[^/]+|reset\/[^/]+)\/?$/;

/**
 * Gives each page its policy with a nonce, and sends a visitor without a session cookie to the sign-in page and back
 * afterwards. The latter is only a courtesy: every page, route and action checks the session itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  if (!isReadable(pathname)) return new NextResponse("This address cannot be read.", { status: 400 });
  const readable = withoutBuiltInNames(request.nextUrl.searchParams);
  if (readable) return toAddress(request, readable);
  if (openPages.test(pathname)) return withPolicy(request);
  const names = request.cookies.getAll().map(({ name }) => name);
  if (names.some((name) => sessionCookies.some((cookie) => name.startsWith(cookie))))
    return withVisit(request, withPolicy(request));
  return toSignIn(request);
}

function toAddress(request: NextRequest, search: URLSearchParams): NextResponse {
  const target = request.nextUrl.clone();
  target.search = search.toString();
  return NextResponse.redirect(target);
}

function toSignIn(request: NextRequest): NextResponse {
  const target = request.nextUrl.clone();
  target.pathname = "/sign-in";
  const wanted = request.nextUrl.pathname + request.nextUrl.search;
  target.search = wanted === "/" ? "" : new URLSearchParams({ callbackUrl: wanted }).toString();
  return NextResponse.redirect(target);
}

const isHttps = (request: NextRequest) => publicUrl("/", request).protocol === "https:";

/** Next reads the nonce from the policy in the request, and writes it on its scripts. */
function withPolicy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy({
    nonce: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64"),
    isHttps: isHttps(request),
    isDevelopment: env().NODE_ENV === "development",
    formOrigins: oauthOrigins(),
  });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const requestId = chooseRequestId(headers.get(requestIdHeader));
  headers.set(requestIdHeader, requestId);
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set(requestIdHeader, requestId);
  return response;
}

/** Without a script a form is answered by a redirect, which the policy of the page it was on has to allow. */
function oauthOrigins(): string[] {
  const { AUTH_GOOGLE_ID, AUTH_GOOGLE_ISSUER, AUTH_GITHUB_ID, AUTH_GITHUB_ENTERPRISE_URL } = env();
  return [
    ...(AUTH_GOOGLE_ID ? [new URL(AUTH_GOOGLE_ISSUER ?? "https://accounts.google.com").origin] : []),
    ...(AUTH_GITHUB_ID ? [new URL(AUTH_GITHUB_ENTERPRISE_URL ?? "https://github.com").origin] : []),
  ];
}

const longestCookieSec = 400 * 86_400;

/** Notes that somebody is here; a page that is only fetched in advance has not been looked at. */
function withVisit(request: NextRequest, response: NextResponse): NextResponse {
  if (request.headers.has("next-router-prefetch")) return response;
  const { text } = renewVisit(request.cookies.get(visitCookie)?.value, new Date());
  response.cookies.set(visitCookie, text, {
    httpOnly: true,
    sameSite: "lax",
    secure: isHttps(request),
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
  matcher: ["/((?!api/|_next/|icon\\.svg|favicon\\.ico|robots\\.txt).*)"],
};
