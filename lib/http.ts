import { AppError, toPublicError } from "./errors";
import { log } from "./log";
import { logContext, withLogContext } from "./log-context";
import { chooseRequestId, requestIdHeader } from "./request-id";

type Handler = (request: Request) => Promise<Response>;

/**
 * Gives a route handler its error answers: the right status and one safe sentence; the log keeps the cause, under the
 * request's id, which an error's answer names too.
 */
export function answerErrors(handler: Handler): Handler {
  return (request) => withRequestId(request, () => answer(request, handler));
}

async function answer(request: Request, handler: Handler): Promise<Response> {
  try {
    return await handler(request);
  } catch (error) {
    const { status, code, message } = toPublicError(error);
    if (status >= 500 || !(error instanceof AppError))
      log.error({ err: error, path: new URL(request.url).pathname }, code);
    const { requestId } = logContext();
    return Response.json(
      { error: code, message, requestId },
      { status, headers: { "cache-control": "no-store" } },
    );
  }
}

/** Where the server has not given the request its id (`markRequestIds`), as in a function of Vercel's, it has one from here on. */
export async function withRequestId(request: Request, work: () => Promise<Response>): Promise<Response> {
  if (logContext().requestId) return work();
  const requestId = chooseRequestId(request.headers.get(requestIdHeader));
  const made = await withLogContext({ requestId }, work);
  // A copy: the headers of some answers, such as redirects, cannot be changed.
  const response = new Response(made.body, made);
  response.headers.set(requestIdHeader, requestId);
  return response;
}
