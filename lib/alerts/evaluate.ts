import { formatDay } from "../dates";
import { formatCount, formatCounted, formatSpan } from "../format";
import { explainErrorCode } from "../sync-messages";
import type { Alert } from "./alert";

/** A count of ours against TikTok's that has ended. */
export type CountEvidence = {
  isProven: boolean;
  trust: "reliable" | "capped" | "unreliable" | null;
  here: number;
  there: number;
};

/** What is known of a connected shop. Instants are ISO 8601, `now` is the database's clock. */
export type AlertEvidence = {
  shopId: string;
  shopName: string;
  now: string;
  connectedAt: string;
  needsReconnecting: boolean;
  authorizationEndsAt: string | null;
  /** Complete through; null until the first full sync has ended. */
  syncedThrough: string | null;
  lastSyncTime: string | null;
  lastAdvancedAt: string | null;
  lastErrorCode: string | null;
  /** The resources whose runs are tried again and again and get nowhere. */
  loopingResources: string[];
  /** The newest count of everything, and of the last days. */
  historyCount: CountEvidence | null;
  trailingCount: CountEvidence | null;
};

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Two hourly syncs in a row that did not come. */
const staleAfterMs = 125 * minuteMs;
/** A first sync advances every few seconds; failures wait half an hour at most. */
const firstSyncStuckMs = 45 * minuteMs;
/** Days before the authorisation ends on which that is told. */
export const deadlineDays = [1, 5, 14] as const;

/** What needs somebody, of all shops. Pure: the same evidence gives the same alerts. */
export function evaluateAlerts(evidence: readonly AlertEvidence[]): Alert[] {
  return evidence.flatMap((shop) => {
    if (shop.needsReconnecting) return [needsReconnecting(shop)];
    return [deadline(shop), stale(shop), looping(shop), proof(shop)].filter((alert) => alert !== null);
  });
}

type Words = Pick<Alert, "title" | "sentence"> & Partial<Pick<Alert, "level" | "isReminded">>;

function alert(shop: AlertEvidence, kind: Alert["kind"], words: Words): Alert {
  const { shopId, shopName } = shop;
  return { shopId, shopName, kind, level: 0, isReminded: true, ...words };
}

function needsReconnecting(shop: AlertEvidence): Alert {
  return alert(shop, "needs_reconnecting", {
    title: `${shop.shopName} needs reconnecting`,
    sentence:
      "TikTok no longer accepts the shop's authorisation. An owner or admin has to connect the shop again; all data is kept.",
  });
}

function deadline(shop: AlertEvidence): Alert | null {
  if (shop.authorizationEndsAt === null) return null;
  const leftDays = (Date.parse(shop.authorizationEndsAt) - Date.parse(shop.now)) / dayMs;
  const level = deadlineDays.find((days) => leftDays <= days);
  if (level === undefined) return null;
  const left = leftDays <= 0 ? "has ended" : `ends in ${formatCounted(Math.ceil(leftDays), "day", "days")}`;
  return alert(shop, "deadline", {
    level,
    isReminded: false,
    title: `${shop.shopName}: TikTok's authorisation ${left}`,
    sentence: `It ends on ${formatDay(shop.authorizationEndsAt.slice(0, 10))}. Nothing is synced after that. An owner or admin renews it by connecting the shop again.`,
  });
}

function stale(shop: AlertEvidence): Alert | null {
  const ageMs = (instant: string | null) =>
    instant === null ? Number.POSITIVE_INFINITY : Date.parse(shop.now) - Date.parse(instant);
  const reason = shop.lastErrorCode
    ? `${explainErrorCode(shop.lastErrorCode).sentence} ${explainErrorCode(shop.lastErrorCode).action}`
    : "No sync has ended since. Check that the crons reach this app.";
  if (shop.syncedThrough === null) {
    const stuckMs = Math.min(ageMs(shop.lastAdvancedAt), ageMs(shop.connectedAt));
    if (stuckMs <= firstSyncStuckMs) return null;
    return alert(shop, "stale", {
      title: `${shop.shopName}: the first sync has stood still for ${formatSpan(stuckMs)}`,
      sentence: reason,
    });
  }
  // TikTok's clock may be behind ours: whichever is newer counts.
  const staleMs = Math.min(ageMs(shop.syncedThrough), ageMs(shop.lastSyncTime));
  if (staleMs <= staleAfterMs) return null;
  return alert(shop, "stale", {
    title: `${shop.shopName}: the data is ${formatSpan(staleMs)} old`,
    sentence: reason,
  });
}

function looping(shop: AlertEvidence): Alert | null {
  if (shop.loopingResources.length === 0) return null;
  return alert(shop, "looping", {
    title: `${shop.shopName}: the sync does not get any further`,
    sentence: `Several tries in a row ended where the one before had (${shop.loopingResources.join(", ")}). What is stored is whole; the runbook says what to look for.`,
  });
}

function proof(shop: AlertEvidence): Alert | null {
  const failed = [shop.historyCount, shop.trailingCount].find((count) => count && !count.isProven);
  if (!failed) return null;
  const counts = `${formatCount(failed.here)} orders here, ${formatCount(failed.there)} at TikTok`;
  if (failed.trust === "capped" || failed.trust === "unreliable") {
    return alert(shop, "proof", {
      // Nobody here can do anything about it: told once.
      isReminded: false,
      level: 1,
      title: `${shop.shopName}: TikTok's counts cannot be trusted`,
      sentence: `${counts}, but TikTok's counts do not add up, so it cannot be proven that nothing is missing.`,
    });
  }
  return alert(shop, "proof", {
    title: `${shop.shopName}: the counts differ`,
    sentence: `${counts}, and reading the difference again did not mend it. The Sync page shows which days differ; the next audit looks again.`,
  });
}
