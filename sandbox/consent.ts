import { consentPage, problemPage } from "./consent-page";
import type { RawReply } from "./http-io";
import type { TokenAuthority } from "./tokens";
import type { AppRegistration, ShopSpec } from "./types";

export interface ConsentContext {
  app: AppRegistration;
  tokens: TokenAuthority;
  shops: readonly ShopSpec[];
}

/** No form-action rule: browsers apply it to the redirect as well, which leads to another origin on purpose. */
const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

export function answerConsent(method: string, url: URL, body: Buffer, context: ConsentContext): RawReply {
  const isDecision = url.pathname === "/open/authorize/decision";
  if (method !== (isDecision ? "POST" : "GET"))
    return page(405, problemPage("Not possible", "Start from your app again."));
  const fields = isDecision ? new URLSearchParams(body.toString("utf8")) : url.searchParams;
  const serviceId = fields.get("service_id") ?? "";
  if (serviceId !== context.app.serviceId) {
    return page(400, problemPage("Unknown app", "The service_id of this link belongs to no registered app."));
  }
  const state = fields.get("state") ?? "";
  if (!isDecision) return page(200, consentPage(context.shops, serviceId, state));
  const decision = fields.get("decision");
  if (decision !== "approve" && decision !== "decline") {
    return page(400, problemPage("No decision", "Choose to authorise or to decline."));
  }
  return redirect(callbackUrl(decision === "approve", state, context));
}

function callbackUrl(isApproved: boolean, state: string, { app, tokens, shops }: ConsentContext): string {
  const callback = new URL(app.redirectUrl);
  if (!isApproved) {
    callback.searchParams.set("code", "null");
    callback.searchParams.set("error", "auth_denied");
    callback.searchParams.set("state", state);
    return callback.href;
  }
  callback.searchParams.set("app_key", app.appKey);
  callback.searchParams.set("code", tokens.issueCode());
  callback.searchParams.set("locale", "en-US");
  callback.searchParams.set("shop_region", shops[0]?.region ?? "US");
  callback.searchParams.set("state", state);
  return callback.href;
}

function page(httpStatus: number, body: string): RawReply {
  return { httpStatus, contentType: "text/html; charset=utf-8", body, headers: PAGE_HEADERS };
}

function redirect(location: string): RawReply {
  return {
    httpStatus: 302,
    contentType: "text/plain",
    body: "",
    headers: { location, "cache-control": "no-store" },
  };
}
