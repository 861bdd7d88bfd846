import { cookies } from "next/headers";
import { NextResponse } from "next/server";
import { connectCookie, pageToReturnTo } from "./connect-cookie";
import { AppError, toPublicError } from "./errors";
import { withRequestId } from "./http";
import { log } from "./log";
import { publicUrl } from "./public-url";

type Handler = (request: Request) => Promise<Response>;

/**
 * For the routes of connecting a shop, which a person's browser is led through: an error becomes a redirect to the
 * page it was started from with its code, a missing session one to the sign-in page.
 */
export function redirectErrors(handler: Handler): Handler {
  return (request) => withRequestId(request, () => answer(request, handler));
}

async function answer(request: Request, handler: Handler): Promise<Response> {
  try {
    return await handler(request);
  } catch (error) {
    const { status, code } = toPublicError(error);
    if (status === 401) return NextResponse.redirect(publicUrl("/sign-in", request));
    log.warn({ err: error }, "connecting a shop failed");
    const secret = (await cookies()).get(connectCookie)?.value ?? null;
    const target = publicUrl(pageToReturnTo(secret), request);
    target.searchParams.set("connect", error instanceof AppError ? error.code : code);
    return NextResponse.redirect(target);
  }
}
