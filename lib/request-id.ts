import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { beginLogContext } from "./log-context";

/** Asked for by who calls, or given here; in the answer, and in every line of the log. */
export const requestIdHeader = "x-request-id";

const readable = /^[\w.:-]{8,128}$/;

/** The id that a proxy in front or a caller has given, where it is one; else a new one. */
export function chooseRequestId(given: string | null | undefined): string {
  return given && readable.test(given) ? given : randomUUID();
}

/** Gives each request of this server its id before anything else sees it. */
export function markRequestIds(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const given = request.headers[requestIdHeader];
    const requestId = chooseRequestId(typeof given === "string" ? given : null);
    request.headers[requestIdHeader] = requestId;
    response.setHeader(requestIdHeader, requestId);
    beginLogContext({ requestId });
  });
}
