import "server-only";
import type { Role } from "@/lib/roles";
import { getSql } from "../client";
import { toIso } from "../instants";
import { isUuid } from "./users";

export type Person = {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  /** Null: all shops. Owners and admins see all, whatever stands here. */
  shopIds: string[] | null;
  hasPassword: boolean;
  createdAt: string;
  lastSignInAt: string | null;
  lastSeenAt: string | null;
  sessions: number;
};

async function readPeople(userId: string | null): Promise<Person[]> {
  const rows = await getSql()<Person[]>`
    select u.id, u.email, u.name, u.role, u.shop_ids as "shopIds", u.password_hash is not null as "hasPassword",
      u.created_at as "createdAt", u.last_sign_in_at as "lastSignInAt", s.seen as "lastSeenAt", s.sessions
    from users u
    cross join lateral (
      select max(last_seen_at) as seen, count(*)::int as sessions
      from user_sessions where user_id = u.id and expires_at > now()
    ) s
    where ${userId}::uuid is null or u.id = ${userId}::uuid
    order by array_position(array['owner', 'admin', 'analyst', 'viewer'], u.role), lower(u.email)
    limit 1000`;
  return rows.map((row) => ({
    ...row,
    createdAt: toIso(row.createdAt),
    lastSignInAt: toIso(row.lastSignInAt),
    lastSeenAt: toIso(row.lastSeenAt),
  }));
}

/** Everybody with an account, owners first. */
export function listPeople(): Promise<Person[]> {
  return readPeople(null);
}

export async function getPerson(userId: string): Promise<Person | null> {
  if (!isUuid(userId)) return null;
  const [person] = await readPeople(userId);
  return person ?? null;
}

export type Session = {
  id: string;
  method: "password" | "google" | "github";
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  address: string | null;
  userAgent: string | null;
};

/** The browsers a person is signed in with, the one used last first. */
export async function listSessions(userId: string): Promise<Session[]> {
  const rows = await getSql()<Session[]>`
    select id, method, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt",
      address, user_agent as "userAgent"
    from user_sessions
    where user_id = ${userId} and expires_at > now()
    order by last_seen_at desc, id
    limit 100`;
  return rows.map((row) => ({
    ...row,
    createdAt: toIso(row.createdAt),
    lastSeenAt: toIso(row.lastSeenAt),
    expiresAt: toIso(row.expiresAt),
  }));
}

export type Invitation = {
  id: string;
  email: string;
  role: Role;
  shopIds: string[] | null;
  invitedByEmail: string | null;
  createdAt: string;
  expiresAt: string;
  isExpired: boolean;
};

type InvitationRow = Invitation;

function toInvitation(row: InvitationRow): Invitation {
  return { ...row, createdAt: toIso(row.createdAt), expiresAt: toIso(row.expiresAt) };
}

/** Invitations that nobody has accepted or revoked, expired ones included. */
export async function listInvitations(): Promise<Invitation[]> {
  const rows = await getSql()<InvitationRow[]>`
    select i.id, i.email, i.role, i.shop_ids as "shopIds", u.email as "invitedByEmail",
      i.created_at as "createdAt", i.expires_at as "expiresAt", i.expires_at <= now() as "isExpired"
    from invitations i left join users u on u.id = i.invited_by
    where i.accepted_at is null and i.revoked_at is null
    order by i.created_at desc
    limit 500`;
  return rows.map(toInvitation);
}

/** @returns the invitation a link belongs to; null when it is unknown, used, revoked or expired. */
export async function findInvitation(tokenHash: string): Promise<Invitation | null> {
  const [row] = await getSql()<InvitationRow[]>`
    select i.id, i.email, i.role, i.shop_ids as "shopIds", u.email as "invitedByEmail",
      i.created_at as "createdAt", i.expires_at as "expiresAt", false as "isExpired"
    from invitations i left join users u on u.id = i.invited_by
    where i.token_hash = ${tokenHash} and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`;
  return row ? toInvitation(row) : null;
}

/** @returns whose password a link sets; null when it is unknown, used or expired. */
export async function findPasswordLink(tokenHash: string): Promise<{ email: string } | null> {
  const [row] = await getSql()<{ email: string }[]>`
    select u.email from password_links l join users u on u.id = l.user_id
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > now()`;
  return row ?? null;
}
