import "server-only";
import type { AuditCursor, AuditFilter } from "@/lib/audit-filter";
import { getSql } from "../client";
import { toIso } from "../instants";

export type AuditRow = {
  id: number;
  /** To the microsecond, so that it can be a cursor: `2026-11-24T12:00:00.000001Z`. */
  key: string;
  at: string;
  action: string;
  actorEmail: string | null;
  subject: string | null;
  shopId: string | null;
  shopName: string | null;
  address: string | null;
  userAgent: string | null;
  details: Record<string, unknown>;
};

export type AuditPage = { rows: AuditRow[]; next: AuditCursor | null };

type AuditQuery = {
  filter: AuditFilter;
  /** The zone whose days `from` and `to` are. */
  timezone: string;
  cursor: AuditCursor | null;
  limit: number;
};

const literal = (text: string) => text.replaceAll(/[\\%_]/g, "\\$&");

/** One page of the log, newest first. */
export async function listAudit({ filter, timezone, cursor, limit }: AuditQuery): Promise<AuditPage> {
  const { action, who, from, to } = filter;
  const sql = getSql();
  const like = who === null ? null : `%${literal(who)}%`;
  const rows = await sql<AuditRow[]>`
    select a.id, a.at, a.action, a.actor_email as "actorEmail", a.subject, a.shop_id as "shopId", s.name as "shopName",
      a.address, a.user_agent as "userAgent", a.details,
      to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key
    from audit_log a left join shops s on s.shop_id = a.shop_id
    where true
      ${action ? sql`and a.action = ${action}` : sql``}
      ${like ? sql`and (a.actor_email ilike ${like} or a.subject ilike ${like})` : sql``}
      ${from ? sql`and a.at >= (${from}::date::timestamp at time zone ${timezone})` : sql``}
      ${to ? sql`and a.at < ((${to}::date + 1)::timestamp at time zone ${timezone})` : sql``}
      ${cursor ? sql`and (a.at, a.id) < (${cursor.at}::timestamptz, ${cursor.id}::bigint)` : sql``}
    order by a.at desc, a.id desc
    limit ${limit + 1}`;
  const page = rows.slice(0, limit).map((row) => ({ ...row, id: Number(row.id), at: toIso(row.at) }));
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? { at: last.key, id: last.id } : null };
}

/** The whole of a filter, batch after batch. */
export async function* walkAudit(query: Omit<AuditQuery, "cursor" | "limit">): AsyncGenerator<AuditRow[]> {
  let cursor: AuditCursor | null = null;
  do {
    const page: AuditPage = await listAudit({ ...query, cursor, limit: 1_000 });
    yield page.rows;
    cursor = page.next;
  } while (cursor !== null);
}
