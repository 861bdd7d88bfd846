import { AppError, toPublicError } from "./errors";
import { log } from "./log";

type Handler = (request: Request) => Promise<Response>;

/** Gives a route handler its error answers: the right status and one safe sentence; the log keeps the cause. */
export function answerErrors(handler: Handler): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      const { status, code, message } = toPublicError(error);
      if (status >= 500 || !(error instanceof AppError))
        log.error({ err: error, path: new URL(request.url).pathname }, code);
      return Response.json({ error: code, message }, { status, headers: { "cache-control": "no-store" } });
    }
  };
}
