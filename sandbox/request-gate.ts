import { ApiRefusal, badParameter } from "./envelope";
import type { RateLimiter } from "./rate-limit";
import type { Scope } from "./scopes";
import type { OpenShop, ShopRegistry } from "./shop-registry";
import { secretsMatch, signRequest } from "./signature";
import type { TokenAuthority } from "./tokens";
import type { AppRegistration, Settings } from "./types";
import type { WebhookBook } from "./webhook-book";

export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Buffer;
  contentType: string;
  accessToken: string | undefined;
}

export interface GateContext {
  app: AppRegistration;
  settings: Settings;
  tokens: TokenAuthority;
  shops: ShopRegistry;
  limiter: RateLimiter;
  webhooks: WebhookBook;
  nowSec: () => number;
}

const OLDEST_TIMESTAMP_SEC = 300;
const NEWEST_TIMESTAMP_SEC = 30;

/** Everything that is checked before the parameters of a call, in the order in which TikTok is assumed to do it. */
export function checkCaller(request: ApiRequest, scope: Scope, context: GateContext): void {
  const { query } = request;
  const appKey = query.get("app_key");
  if (appKey === null || appKey === "")
    throw badParameter("app_key is a required field and has not been provided");
  if (appKey !== context.app.appKey) throw badParameter("Invalid app_key: no such application");
  checkTimestamp(query.get("timestamp"), context.nowSec());
  const sign = query.get("sign");
  if (sign === null || sign === "")
    throw badParameter("sign (signature) is a required field and has not been provided");
  if (!secretsMatch(sign, signRequest(request, context.app.appSecret))) {
    throw new ApiRefusal(401, 106001, "Signature verification failed: the sign parameter is invalid");
  }
  const granted = context.tokens.requireAccess(request.accessToken);
  if (!granted.includes(scope)) {
    throw new ApiRefusal(401, 105005, "Access denied: the application lacks the scope of this API");
  }
}

export function requireShop(request: ApiRequest, context: GateContext): OpenShop {
  const cipher = request.query.get("shop_cipher");
  if (cipher === null || cipher === "")
    throw new ApiRefusal(400, 106013, "shop_cipher is required and is missing");
  const shop = context.shops.findByCipher(cipher);
  if (shop === undefined) throw new ApiRefusal(401, 101000, "The access token does not fit this shop_cipher");
  spendCall(cipher, context);
  return shop;
}

export function refuseShopCipher(request: ApiRequest, context: GateContext): void {
  if (request.query.has("shop_cipher")) throw badParameter("Unexpected identifier: shop_cipher");
  spendCall("", context);
}

function spendCall(cipher: string, { app, limiter, settings }: GateContext): void {
  const waitSec = limiter.take(`${app.appKey}:${cipher}`, settings.rateLimit);
  if (waitSec === 0) return;
  const headers: Record<string, string> = settings.rateLimit?.retryAfter
    ? { "retry-after": String(Math.ceil(waitSec)) }
    : {};
  throw new ApiRefusal(429, 36009002, "Too many requests. Please slow down", headers);
}

function checkTimestamp(text: string | null, nowSec: number): void {
  if (text === null || !/^\d{10}$/.test(text))
    throw badParameter("timestamp must be given as 10 digits of Unix seconds");
  const ageSec = nowSec - Number(text);
  if (ageSec > OLDEST_TIMESTAMP_SEC || ageSec < -NEWEST_TIMESTAMP_SEC) {
    throw badParameter("Invalid timestamp: it is more than 5 minutes old or too far in the future");
  }
}
