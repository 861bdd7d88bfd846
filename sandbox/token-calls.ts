import { badParameter } from "./envelope";
import { hashText } from "./shop/dice";
import { secretsMatch } from "./signature";
import type { TokenAuthority, TokenPair } from "./tokens";
import type { AppRegistration, ShopSpec } from "./types";

export interface TokenCallContext {
  app: AppRegistration;
  tokens: TokenAuthority;
  sellerShop: ShopSpec;
}

export function getToken(query: URLSearchParams, context: TokenCallContext) {
  checkApp(query, context.app);
  if (query.get("grant_type") !== "authorized_code") throw badParameter("grant_type must be authorized_code");
  return tokenData(context.tokens.redeemCode(query.get("auth_code") ?? ""), context.sellerShop);
}

/** TikTok's own Node.js SDK names the wrong grant type here and is served all the same. */
export function refreshToken(query: URLSearchParams, context: TokenCallContext) {
  checkApp(query, context.app);
  const grantType = query.get("grant_type");
  if (grantType !== "refresh_token" && grantType !== "authorized_code") {
    throw badParameter("grant_type must be refresh_token");
  }
  return tokenData(context.tokens.refresh(query.get("refresh_token") ?? ""), context.sellerShop);
}

function checkApp(query: URLSearchParams, app: AppRegistration): void {
  if (query.get("app_key") !== app.appKey) throw badParameter("Invalid app_key: no such application");
  if (!secretsMatch(query.get("app_secret") ?? "", app.appSecret)) throw badParameter("Invalid app_secret");
}

function tokenData(pair: TokenPair, shop: ShopSpec) {
  const openId = Array.from({ length: 5 }, (_, i) => hashText(`${shop.id}:${i}`).toString(36)).join("");
  return {
    access_token: pair.accessToken,
    access_token_expire_in: pair.accessExpiresSec,
    refresh_token: pair.refreshToken,
    refresh_token_expire_in: pair.refreshExpiresSec,
    open_id: `EXAMPLE${openId}`,
    seller_name: shop.name,
    seller_base_region: shop.region,
    user_type: 0,
    granted_scopes: pair.scopes,
  };
}
