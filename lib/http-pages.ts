import { NextResponse } from "next/server";
import { AppError, toPublicError } from "./errors";
import { log } from "./log";
import { publicUrl } from "./public-url";
import { explainErrorCode } from "./sync-messages";

type Handler = (request: Request) => Promise<Response>;

/**
 * For routes that a person's browser is led through: an error becomes a redirect to a page of ours with one sentence,
 * a missing session the sign-in page.
 */
export function redirectErrors(handler: Handler): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      const { status, code, message } = toPublicError(error);
      if (status === 401) return NextResponse.redirect(publicUrl("/sign-in", request));
      log.warn({ err: error }, "connecting a shop failed");
      const isFromTikTok = error instanceof AppError && status === 500;
      const notice = isFromTikTok ? explainErrorCode(code).sentence : message;
      const target = publicUrl("/", request);
      target.searchParams.set("notice", notice);
      return NextResponse.redirect(target);
    }
  };
}
