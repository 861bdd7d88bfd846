import { isIP } from "node:net";
import { badParameter } from "./envelope";
import { type ApiRequest, type GateContext, requireShop } from "./request-gate";
import { type EventName, isEventName } from "./webhook-events";

export function listWebhooks(request: ApiRequest, context: GateContext) {
  const { spec } = requireShop(request, context);
  const webhooks = context.webhooks.list(spec.id);
  return { total_count: webhooks.length, webhooks };
}

export function putWebhook(request: ApiRequest, context: GateContext) {
  const { spec } = requireShop(request, context);
  const body = readBody(request);
  const name = readEventName(body);
  const { address } = body;
  if (typeof address !== "string" || address === "")
    throw badParameter("Address is a required field and has not been provided");
  if (!isAllowedAddress(address))
    throw badParameter("address is invalid: it must be an HTTPS URL with a domain name and without a port");
  context.webhooks.put(spec.id, name, address, context.nowSec());
  return {};
}

export function deleteWebhook(request: ApiRequest, context: GateContext) {
  const { spec } = requireShop(request, context);
  context.webhooks.delete(spec.id, readEventName(readBody(request)));
  return {};
}

function readEventName(body: Record<string, unknown>): EventName {
  const { event_type: name } = body;
  if (name === undefined || name === "")
    throw badParameter("EventType is a required field and has not been provided");
  if (!isEventName(name)) throw badParameter("event_type is invalid");
  return name;
}

function readBody({ body }: ApiRequest): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return Object.fromEntries(Object.entries(parsed));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw badParameter("The request body is not a JSON object");
}

/** HTTPS, a name instead of an address of numbers, and no port, not even a written-out 443. */
export function isAllowedAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const authority = address.split("/")[2] ?? "";
  const isNamed = hostname.includes(".") && isIP(hostname) === 0;
  return protocol === "https:" && isNamed && !authority.includes(":");
}
