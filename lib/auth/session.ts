import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findUserById } from "@/db/queries/users";
import { ForbiddenError, UnauthorizedError } from "@/lib/errors";
import type { Role } from "@/lib/roles";
import { type ShopAccess, shopAccessOf } from "@/lib/shop-access";
import { auth } from "./auth";
import { can, type Permission } from "./permissions";

export type SessionUser = {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  shopAccess: ShopAccess;
};

/**
 * The signed-in user as the database knows them now, or null. A session from before a password change or "sign out
 * everywhere" carries an older version and counts for nothing.
 */
export const getUser = cache(async (): Promise<SessionUser | null> => {
  const session = (await auth()) as { userId?: string; sessionVersion?: number } | null;
  if (!session?.userId) return null;
  const user = await findUserById(session.userId);
  if (!user || user.sessionVersion !== session.sessionVersion) return null;
  const { id, email, name, role } = user;
  return { id, email, name, role, shopAccess: shopAccessOf(role, user.shopIds) };
});

/** For layouts: whoever is not signed in goes to the sign-in page. A page names what it needs: `requirePage`. */
export async function requireUser(): Promise<SessionUser> {
  const user = await getUser();
  if (!user) redirect("/sign-in");
  return user;
}

/** @throws UnauthorizedError */
export async function requireApiUser(): Promise<SessionUser> {
  const user = await getUser();
  if (!user) throw new UnauthorizedError();
  return user;
}

/** @throws UnauthorizedError, ForbiddenError */
export async function requirePermission(permission: Permission): Promise<SessionUser> {
  const user = await requireApiUser();
  if (!can(user, permission)) throw new ForbiddenError();
  return user;
}
