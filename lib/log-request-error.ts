import type { Instrumentation } from "next";
import { log } from "./log";
import { withLogContext } from "./log-context";
import { requestIdHeader } from "./request-id";

type Reported = Parameters<Instrumentation.onRequestError>;

/** A line with the digest that Next gives an error, which is what the page shows of it. */
export function logRequestError(error: unknown, request: Reported[1], context: Reported[2]): void {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  const given = request.headers[requestIdHeader];
  const requestId = typeof given === "string" ? { requestId: given } : {};
  // The route, not the path: the path of an invitation is its secret.
  const place = { method: request.method, route: context.routePath, kind: context.routeType };
  withLogContext(requestId, () =>
    log.error({ err: error, digest, ...place }, "a request could not be answered"),
  );
}
