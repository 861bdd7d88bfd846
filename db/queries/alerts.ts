import "server-only";
import type { AlertKind } from "@/lib/alerts/alert";
import type { AlertEvidence, CountEvidence } from "@/lib/alerts/evaluate";
import { getSql } from "../client";
import { toIso } from "../instants";

type Row = Omit<AlertEvidence, "historyCount" | "trailingCount"> & {
  historyCount: CountEvidence | null;
  trailingCount: CountEvidence | null;
};

/** Everything alerts are derived from, of every connected shop. */
export async function listAlertEvidence(): Promise<AlertEvidence[]> {
  const sql = getSql();
  /** The newest count that has ended; a count by change is one-sided and proves nothing. */
  const newestCount = (scope: ReturnType<typeof sql>) => sql`(
    select jsonb_build_object('isProven', coalesce(r.is_count_proven, false), 'trust', r.count_trust,
      'here', r.counted_here, 'there', r.counted_there)
    from sync_runs r
    where r.shop_id = s.shop_id and r.resource = 'orders' and r.status = 'succeeded' and r.counted_there is not null
      and r.counted_here is not null and ${scope}
    order by r.started_at desc limit 1)`;
  const rows = await sql<Row[]>`
    select s.shop_id as "shopId", s.name as "shopName", now() as now, c.updated_at as "connectedAt",
      coalesce(c.status = 'needs_reconnect', true) as "needsReconnecting",
      least(c.authorization_ends_at, c.refresh_token_expires_at) as "authorizationEndsAt",
      m.synced_through as "syncedThrough", m.last_sync_time as "lastSyncTime",
      m.last_advanced_at as "lastAdvancedAt", m.last_error_code as "lastErrorCode",
      array(
        select distinct r.resource from sync_runs r
        where r.shop_id = s.shop_id and r.status = 'running' and r.fruitless_turns >= 3 order by 1
      ) as "loopingResources",
      ${newestCount(sql`(r.kind = 'full' or (r.kind = 'audit' and r.scope = 'history'))`)} as "historyCount",
      ${newestCount(sql`r.kind = 'audit' and r.scope = 'trailing'`)} as "trailingCount"
    from shops s
    left join tiktok_connections c on c.id = s.connection_id
    left join sync_metadata m on m.shop_id = s.shop_id and m.resource = 'orders'
    where s.disconnected_at is null
    order by s.created_at, s.shop_id`;
  return rows.map((row) => ({
    ...row,
    now: toIso(row.now),
    connectedAt: toIso(row.connectedAt),
    authorizationEndsAt: toIso(row.authorizationEndsAt),
    syncedThrough: toIso(row.syncedThrough),
    lastSyncTime: toIso(row.lastSyncTime),
    lastAdvancedAt: toIso(row.lastAdvancedAt),
  }));
}

export type ShownAlert = {
  shopId: string;
  kind: AlertKind;
  title: string;
  sentence: string;
  beganAt: string;
  endedAt: string | null;
  toldAt: string | null;
};

/** Open alerts first, then those that ended last. */
export async function listAlerts(limit: number): Promise<ShownAlert[]> {
  const rows = await getSql()<ShownAlert[]>`
    select shop_id as "shopId", kind, title, sentence, began_at as "beganAt", ended_at as "endedAt", told_at as "toldAt"
    from alerts order by ended_at is not null, ended_at desc, began_at desc limit ${limit}`;
  return rows.map((row) => ({
    ...row,
    beganAt: toIso(row.beganAt),
    endedAt: toIso(row.endedAt),
    toldAt: toIso(row.toldAt),
  }));
}

export type AlertSettings = Record<"webhook" | "heartbeat", AlertTargetState>;
export type AlertTargetState = {
  urlSealed: string | null;
  okAt: string | null;
  errorAt: string | null;
  /** Of the last call; null when it succeeded. */
  error: string | null;
};

type SettingsRow = {
  webhookUrlSealed: string | null;
  webhookOkAt: string | null;
  webhookErrorAt: string | null;
  webhookError: string | null;
  heartbeatUrlSealed: string | null;
  heartbeatOkAt: string | null;
  heartbeatErrorAt: string | null;
  heartbeatError: string | null;
};

const none: AlertTargetState = { urlSealed: null, okAt: null, errorAt: null, error: null };

export async function getAlertSettings(): Promise<AlertSettings> {
  const [row] = await getSql()<SettingsRow[]>`
    select webhook_url_sealed as "webhookUrlSealed", webhook_ok_at as "webhookOkAt",
      webhook_error_at as "webhookErrorAt", webhook_error as "webhookError",
      heartbeat_url_sealed as "heartbeatUrlSealed", heartbeat_ok_at as "heartbeatOkAt",
      heartbeat_error_at as "heartbeatErrorAt", heartbeat_error as "heartbeatError"
    from alert_settings`;
  if (!row) return { webhook: none, heartbeat: none };
  return {
    webhook: {
      urlSealed: row.webhookUrlSealed,
      okAt: toIso(row.webhookOkAt),
      errorAt: toIso(row.webhookErrorAt),
      error: row.webhookError,
    },
    heartbeat: {
      urlSealed: row.heartbeatUrlSealed,
      okAt: toIso(row.heartbeatOkAt),
      errorAt: toIso(row.heartbeatErrorAt),
      error: row.heartbeatError,
    },
  };
}
