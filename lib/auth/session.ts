import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { touchSession } from "@/db/mutations/sessions";
import { findSignedInUser } from "@/db/queries/users";
import { env } from "@/lib/env";
import { ForbiddenError, UnauthorizedError } from "@/lib/errors";
import { pathHeader } from "@/lib/requested-path";
import { safeReturnPath } from "@/lib/return-path";
import type { Role } from "@/lib/roles";
import { type ShopAccess, shopAccessOf } from "@/lib/shop-access";
import { can, type Permission } from "./permissions";

export type SessionUser = {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  shopAccess: ShopAccess;
  sessionId: string;
};

const secureName = "__Secure-authjs.session-token";

/**
 * Reads the cookie and nothing else: Auth.js' `auth()` encrypts a new one each time, which a page has no way to send
 * (`/api/sync/status` took 7.2 ms of CPU time with it, 6.0 without).
 */
async function readToken() {
  const cookie = (await headers()).get("cookie") ?? "";
  return getToken({
    // Only the cookie: with all headers a token in `Authorization` would count too.
    req: { headers: new Headers({ cookie }) },
    secret: env().AUTH_SECRET,
    secureCookie: cookie.includes(secureName),
  });
}

const findCurrent = cache(async () => {
  const token = await readToken();
  return typeof token?.sid === "string" ? findSignedInUser(token.sid) : null;
});

/**
 * The signed-in person as the database knows them now, or null: a session that was ended anywhere counts for nothing
 * from the next request on, and so does a role that was taken away.
 */
export const getUser = cache(async (): Promise<SessionUser | null> => {
  const found = await findCurrent();
  if (!found) return null;
  const { id, email, name, role, shopIds, sessionId } = found;
  return { id, email, name, role, sessionId, shopAccess: shopAccessOf(role, shopIds) };
});

/** For layouts: whoever is not signed in goes to the sign-in page. A page names what it needs: `requirePage`. */
export async function requireUser(): Promise<SessionUser> {
  const user = await getUser();
  if (user) return user;
  const wanted = safeReturnPath((await headers()).get(pathHeader));
  redirect(wanted === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ callbackUrl: wanted })}`);
}

const touchAfterMs = 5 * 60_000;

/** For routes and actions, which may note that the session is in use. @throws UnauthorizedError */
export async function requireApiUser(): Promise<SessionUser> {
  const [user, found] = await Promise.all([getUser(), findCurrent()]);
  if (!user || !found) throw new UnauthorizedError();
  if (Date.now() - Date.parse(found.lastSeenAt) > touchAfterMs) await touchSession(user.sessionId);
  return user;
}

/** @throws UnauthorizedError, ForbiddenError */
export async function requirePermission(permission: Permission): Promise<SessionUser> {
  const user = await requireApiUser();
  if (!can(user, permission)) throw new ForbiddenError();
  return user;
}
