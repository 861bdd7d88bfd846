import { z } from "zod";
import type { CallContext, TikTokClient } from "./client";
import { TikTokApiError } from "./errors";

/**
 * What a token call grants. TikTok's `…_expire_in` are absolute Unix seconds, beyond 32 bits for the refresh token
 * (fact sheet, "Token calls").
 */
export type TokenGrant = {
  accessToken: string;
  refreshToken: string;
  accessTokenExpiresAtSec: number;
  /** Null when TikTok's value makes no sense. */
  refreshTokenExpiresAtSec: number | null;
  openId: string;
  sellerName: string | null;
  sellerBaseRegion: string | null;
  grantedScopes: string[];
};

const grantSchema = z.looseObject({
  access_token: z.string().min(1),
  access_token_expire_in: z.coerce.number().catch(Number.NaN),
  refresh_token: z.string().min(1),
  refresh_token_expire_in: z.coerce.number().catch(Number.NaN),
  open_id: z.string().min(1),
  seller_name: z.string().nullish().catch(null),
  seller_base_region: z.string().nullish().catch(null),
  granted_scopes: z.array(z.string()).nullish().catch(null),
});

const defaultAccessLifeSec = 604_800;
/** An access token lives a week; what claims to outlive a month is a misreading. */
const longestAccessLifeSec = 31 * 86_400;
const longestRefreshEndSec = 253_402_300_799;

/**
 * An expiry as absolute Unix seconds. A value too small to be a date is a duration from now; one that has passed or
 * lies beyond reason gives null.
 */
export function readExpirySec(value: number, nowSec: number, latestSec: number): number | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  const absolute = value < 1_000_000_000 ? nowSec + value : value;
  return absolute > nowSec && absolute <= latestSec ? Math.floor(absolute) : null;
}

function readGrant(data: unknown, endpoint: string, nowSec: number): TokenGrant {
  const parsed = grantSchema.safeParse(data);
  if (!parsed.success) {
    // The cause would name the fields only, but a token must not be anywhere near an error.
    throw new TikTokApiError("bad_response", "TikTok's answer to the token call cannot be read.", {
      endpoint,
    });
  }
  const grant = parsed.data;
  return {
    accessToken: grant.access_token,
    refreshToken: grant.refresh_token,
    accessTokenExpiresAtSec:
      readExpirySec(grant.access_token_expire_in, nowSec, nowSec + longestAccessLifeSec) ??
      nowSec + defaultAccessLifeSec,
    refreshTokenExpiresAtSec: readExpirySec(grant.refresh_token_expire_in, nowSec, longestRefreshEndSec),
    openId: grant.open_id,
    sellerName: grant.seller_name ?? null,
    sellerBaseRegion: grant.seller_base_region ?? null,
    grantedScopes: grant.granted_scopes ?? [],
  };
}

/** Trades the `code` of the consent callback, good for 30 minutes and once. @throws TikTokApiError */
export async function exchangeAuthCode(
  client: TikTokClient,
  authCode: string,
  nowSec: number,
): Promise<TokenGrant> {
  const { appKey, appSecret } = client.app;
  const path = "/api/v2/token/get";
  const data = await client.callAuth(path, {
    app_key: appKey,
    app_secret: appSecret,
    auth_code: authCode,
    grant_type: "authorized_code",
  });
  return readGrant(data, path, nowSec);
}

/** Both tokens anew; treat the old ones as replaced. @throws TikTokApiError `reconnect_required` when refused. */
export async function refreshTokens(
  client: TikTokClient,
  refreshToken: string,
  nowSec: number,
): Promise<TokenGrant> {
  const { appKey, appSecret } = client.app;
  const path = "/api/v2/token/refresh";
  const data = await client.callAuth(path, {
    app_key: appKey,
    app_secret: appSecret,
    refresh_token: refreshToken,
    grant_type: "refresh_token",
  });
  return readGrant(data, path, nowSec);
}

export type AuthorizedShop = {
  shopId: string;
  name: string;
  region: string;
  cipher: string;
  sellerType: string | null;
};

const shopsSchema = z.looseObject({
  shops: z.array(
    z.looseObject({
      id: z.string().min(1),
      name: z.string().nullish(),
      region: z.string().nullish(),
      cipher: z.string().min(1),
      seller_type: z.string().nullish(),
    }),
  ),
});

/** The shops an authorisation covers; sent without a `shop_cipher`, which this endpoint refuses. */
export async function getAuthorizedShops(
  client: TikTokClient,
  context: CallContext,
): Promise<AuthorizedShop[]> {
  const path = "/authorization/202309/shops";
  const { data } = await client.call({ method: "GET", path, query: {} }, context);
  const parsed = shopsSchema.safeParse(data);
  if (!parsed.success) {
    throw new TikTokApiError(
      "bad_response",
      "TikTok's list of shops cannot be read.",
      { endpoint: path },
      parsed.error,
    );
  }
  return parsed.data.shops.map((shop) => ({
    shopId: shop.id,
    name: shop.name || `Shop ${shop.id}`,
    region: shop.region || "US",
    cipher: shop.cipher,
    sellerType: shop.seller_type ?? null,
  }));
}
