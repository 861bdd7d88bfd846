import { createHash, randomBytes, randomUUID } from "node:crypto";
import { saveConnection } from "@/db/mutations/connections";
import { consumeOauthState, saveOauthState } from "@/db/mutations/oauth-states";
import { authorizeAddress, type Market } from "@/lib/authorize-link";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { marketOf } from "@/lib/regions";
import { exchangeAuthCode, getAuthorizedShops } from "@/lib/tiktok/authorization";
import { AdaptiveLimiter } from "@/lib/tiktok/limiter";
import { requestDueFor } from "./request";
import { tiktokClient } from "./tiktok";
import { sealGrant } from "./tokens";

const stateLifeSec = 1_800;
const connectMs = 60_000;

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** A secret for the browser's cookie; the state it starts is only good beside it. */
export function newBrowserSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * The consent page's address with a `state` that is good once, for this user and this browser.
 *
 * @param market where the shop is; null: the page that was configured.
 */
export async function startConnecting(
  userId: string,
  browserSecret: string,
  market: Market | null = null,
): Promise<string> {
  const state = randomBytes(32).toString("base64url");
  await saveOauthState({
    stateHash: hashOf(state),
    userId,
    browserHash: hashOf(browserSecret),
    lifeSec: stateLifeSec,
  });
  const url = authorizeAddress(env().TIKTOK_AUTHORIZE_URL, market);
  url.searchParams.set("service_id", env().TIKTOK_SERVICE_ID);
  url.searchParams.set("state", state);
  return url.toString();
}

export type Callback = { code: string | null; state: string | null; error: string | null };

/**
 * Finishes what `startConnecting` began: trades the code, stores the connection with its shops, and asks for the
 * first full sync of each, or for the changes since it was last connected.
 * @returns the ids of the connected shops. @throws AppError `connect_…`, TikTokApiError
 */
export async function finishConnecting(
  callback: Callback,
  userId: string,
  browserSecret: string | null,
): Promise<string[]> {
  await requireOwnState(callback.state, userId, browserSecret);
  if (callback.error || !callback.code || callback.code === "null") {
    throw new AppError("connect_declined", "The authorisation was declined.");
  }
  const client = tiktokClient();
  const nowSec = Math.floor(Date.now() / 1000);
  const grant = await exchangeAuthCode(client, callback.code, nowSec);
  const fixed = () => Promise.resolve(grant.accessToken);
  const shops = await getAuthorizedShops(client, {
    tokens: { current: fixed, renew: fixed },
    limiter: new AdaptiveLimiter({ maxConcurrent: 1 }),
    priority: "incremental",
    deadlineAtMs: Date.now() + connectMs,
  });
  if (shops.length === 0) throw new AppError("connect_no_shop", "The authorisation covers no shop.");
  const { openId, sellerName, sellerBaseRegion } = grant;
  const shopIds = await saveConnection(
    { ...sealGrant(grant, openId, nowSec), id: randomUUID(), openId, sellerName, sellerBaseRegion },
    shops.map((shop) => ({ ...shop, ...marketOf(shop.region) })),
  );
  if (shopIds.length === 0)
    throw new AppError("connect_being_deleted", "The shop's data is being deleted just now.");
  for (const shopId of shopIds) await requestDueFor(shopId, "connect");
  return shopIds;
}

async function requireOwnState(
  state: string | null,
  userId: string,
  browserSecret: string | null,
): Promise<void> {
  const isOurs =
    state !== null &&
    browserSecret !== null &&
    (await consumeOauthState({ stateHash: hashOf(state), userId, browserHash: hashOf(browserSecret) }));
  if (!isOurs) {
    throw new AppError("connect_expired", "The state is unknown, used, expired, or somebody else's.");
  }
}
