import {
  claimTokenRefresh,
  parkConnection,
  releaseTokenRefresh,
  type SealedGrant,
  storeRefreshedTokens,
} from "@/db/mutations/connections";
import { findConnection, type StoredConnection } from "@/db/queries/connections";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { seal, unseal } from "@/lib/seal";
import { refreshTokens, type TokenGrant } from "@/lib/tiktok/authorization";
import type { TikTokClient, TokenSource } from "@/lib/tiktok/client";
import { TikTokApiError } from "@/lib/tiktok/errors";

/** Answers of TikTok's that mean the authorisation is over; a wrong app secret or an outage does not. */
const refusals = new Set<string>(["reconnect_required", "token_expired"]);
const pollMs = 250;
const longestWaitMs = 45_000;
/** A token that claims to live for seconds is no reason to renew it at each call. */
const leastMsBetweenRenewals = 10_000;

/**
 * New tokens that the database could not take, by connection and version. TikTok may have let go of the old ones, so the next
 * try stores these instead of asking for others.
 */
const unstored = new Map<string, TokenGrant>();

export function sealGrant(grant: TokenGrant, openId: string, nowSec: number): SealedGrant {
  const key = env().TOKEN_ENCRYPTION_KEY;
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    accessTokenSealed: seal(grant.accessToken, `access:${openId}`, key),
    refreshTokenSealed: seal(grant.refreshToken, `refresh:${openId}`, key),
    accessTokenIssuedAt: iso(nowSec),
    accessTokenExpiresAt: iso(grant.accessTokenExpiresAtSec),
    refreshTokenExpiresAt:
      grant.refreshTokenExpiresAtSec === null ? null : iso(grant.refreshTokenExpiresAtSec),
    grantedScopes: grant.grantedScopes,
  };
}

/**
 * The tokens of one connection. Renewed at half their life or when TikTok refuses one; only one caller among all
 * instances asks TikTok, the others wait for what it stores. A refused refresh parks the connection.
 */
export class StoredTokens implements TokenSource {
  private readonly connectionId: string;
  private readonly client: TikTokClient;
  private readonly now: () => number;
  private held: { token: string; renewAtMs: number } | null = null;
  private renewing: Promise<string> | null = null;

  constructor(connectionId: string, client: TikTokClient, now: () => number = Date.now) {
    this.connectionId = connectionId;
    this.client = client;
    this.now = now;
  }

  async current(): Promise<string> {
    if (this.held && this.now() < this.held.renewAtMs) return this.held.token;
    const connection = await this.load();
    const { token, renewAtMs } = this.hold(connection);
    if (this.now() < renewAtMs) return token;
    return this.renewOnce(token).catch((error: unknown) => {
      const isStillGood = this.now() < Date.parse(connection.accessTokenExpiresAt);
      const isRefusal = error instanceof TikTokApiError && error.code === "reconnect_required";
      if (isRefusal || !isStillGood) throw error;
      log.warn({ err: error }, "token refresh failed; the old token is still good");
      this.held = { token, renewAtMs: this.now() + 60_000 };
      return token;
    });
  }

  renew(refused: string): Promise<string> {
    if (this.held && this.held.token !== refused) return Promise.resolve(this.held.token);
    return this.renewOnce(refused);
  }

  private renewOnce(refused: string): Promise<string> {
    this.renewing ??= this.renewAcrossInstances(refused).finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private async renewAcrossInstances(refused: string): Promise<string> {
    const giveUpAtMs = this.now() + longestWaitMs;
    for (;;) {
      const connection = await this.load();
      const { token } = this.hold(connection);
      if (token !== refused) return token;
      if (await claimTokenRefresh(connection.id, connection.tokenVersion)) return this.refresh(connection);
      if (this.now() > giveUpAtMs) {
        throw new TikTokApiError("timeout", "Another instance did not finish renewing the token.", {
          endpoint: "token",
        });
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  private async refresh(connection: StoredConnection): Promise<string> {
    const nowSec = Math.floor(this.now() / 1000);
    const key = env().TOKEN_ENCRYPTION_KEY;
    try {
      const old = unseal(connection.refreshTokenSealed, `refresh:${connection.openId}`, key);
      const version = `${connection.id} ${connection.tokenVersion}`;
      const grant = unstored.get(version) ?? (await refreshTokens(this.client, old, nowSec));
      unstored.set(version, grant);
      await storeRefreshedTokens(
        connection.id,
        connection.tokenVersion,
        sealGrant(grant, connection.openId, nowSec),
      );
      unstored.delete(version);
      return this.hold(await this.load()).token;
    } catch (error) {
      const isRefusal = error instanceof TikTokApiError && refusals.has(error.code);
      if (!isRefusal) {
        await releaseTokenRefresh(connection.id);
        throw error;
      }
      const { id, tokenVersion } = connection;
      const isParked = await parkConnection(id, "reconnect_required", { tokenVersion });
      if (!isParked) return this.hold(await this.load()).token;
      throw new TikTokApiError(
        "reconnect_required",
        "TikTok refuses to renew the authorisation.",
        error.facts,
        error,
      );
    }
  }

  private async load(): Promise<StoredConnection> {
    const connection = await findConnection(this.connectionId);
    if (connection?.status === "active") return connection;
    throw new TikTokApiError("reconnect_required", "The shop has to be connected again.", {
      endpoint: "token",
    });
  }

  private hold(connection: StoredConnection): { token: string; renewAtMs: number } {
    const token = unseal(
      connection.accessTokenSealed,
      `access:${connection.openId}`,
      env().TOKEN_ENCRYPTION_KEY,
    );
    const issuedMs = Date.parse(connection.accessTokenIssuedAt);
    const halfLifeMs = (Date.parse(connection.accessTokenExpiresAt) - issuedMs) / 2;
    const renewAtMs = issuedMs + Math.max(halfLifeMs, leastMsBetweenRenewals);
    this.held = { token, renewAtMs };
    return this.held;
  }
}
