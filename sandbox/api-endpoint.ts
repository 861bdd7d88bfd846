import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { routeApi } from "./api-routes";
import type { SandboxClock } from "./clock";
import type { FaultSpec } from "./control-schema";
import { type Answer, ApiRefusal, refusal, success } from "./envelope";
import { type FaultPlan, faultRefusal, spoilPage } from "./faults";
import { readBody, send } from "./http-io";
import type { ApiRequest, GateContext } from "./request-gate";
import { type SearchResult, toData } from "./search-page";
import type { Counters } from "./types";

export interface ApiEndpoint {
  context: GateContext;
  clock: SandboxClock;
  faults: FaultPlan;
  counters: Counters;
}

const JSON_TYPE = "application/json";

export async function answerApiCall(
  endpoint: ApiEndpoint,
  incoming: IncomingMessage,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  const { counters, context, clock } = endpoint;
  const count = (outcome: string) => bump(counters.byStatus, outcome);
  counters.total += 1;
  bump(counters.byPath, url.pathname);
  const fault = endpoint.faults.take(url.pathname);
  const body = await readBody(incoming);
  if (context.settings.latencyMs > 0) await delay(context.settings.latencyMs);
  if (fault?.kind === "reset") {
    count("none");
    incoming.socket.resetAndDestroy();
    return;
  }
  if (fault?.kind === "hang") {
    count("none");
    return;
  }
  const answer = decide(endpoint, toApiRequest(incoming, url, body), fault);
  const reply = { contentType: JSON_TYPE, httpStatus: answer.httpStatus, headers: answer.headers ?? {} };
  count(String(answer.httpStatus));
  send(response, { ...reply, ...disguise(JSON.stringify(answer.body), fault) }, clock.nowMs());
}

function toApiRequest(incoming: IncomingMessage, url: URL, body: Buffer): ApiRequest {
  const token = incoming.headers["x-tts-access-token"];
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    body,
    contentType: incoming.headers["content-type"] ?? "",
    accessToken: Array.isArray(token) ? token[0] : token,
  };
}

function decide({ context }: ApiEndpoint, request: ApiRequest, fault: FaultSpec | null): Answer {
  try {
    const refused = fault === null ? null : faultRefusal(fault);
    if (refused !== null) throw refused;
    const data = routeApi(request, context);
    if (!isSearchResult(data)) return success(data, context.nowSec());
    return success(toData(fault === null ? data : spoilPage(data, fault.kind)), context.nowSec());
  } catch (error) {
    if (error instanceof ApiRefusal) return refusal(error, context.nowSec());
    throw error;
  }
}

function isSearchResult(data: unknown): data is SearchResult {
  return typeof data === "object" && data !== null && "rowsName" in data;
}

/** Faults that spoil the transport of an answer rather than its content. */
function disguise(body: string, fault: FaultSpec | null) {
  if (fault?.kind === "truncate")
    return { body: body.slice(0, Math.floor(body.length / 2)), httpStatus: 200 };
  if (fault?.kind === "empty") return { body: "", httpStatus: 200 };
  if (fault?.kind !== "html") return { body };
  const page = "<!doctype html><html><body><h1>Service under maintenance</h1></body></html>";
  return { body: page, contentType: "text/html; charset=utf-8", httpStatus: 200 };
}

function bump(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
