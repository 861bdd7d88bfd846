import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findUserById } from "@/db/queries/users";
import { ForbiddenError, UnauthorizedError } from "@/lib/errors";
import { canAdminister, type Role } from "@/lib/roles";
import { auth } from "./auth";

export type SessionUser = { id: string; email: string; name: string | null; role: Role };

/**
 * The signed-in user as the database knows them now, or null. A session from before a password change or "sign out
 * everywhere" carries an older version and counts for nothing.
 */
export const getUser = cache(async (): Promise<SessionUser | null> => {
  const session = (await auth()) as { userId?: string; sessionVersion?: number } | null;
  if (!session?.userId) return null;
  const user = await findUserById(session.userId);
  if (!user || user.sessionVersion !== session.sessionVersion) return null;
  return { id: user.id, email: user.email, name: user.name, role: user.role };
});

/** For pages: whoever is not signed in goes to the sign-in page. */
export async function requireUser(): Promise<SessionUser> {
  const user = await getUser();
  if (!user) redirect("/sign-in");
  return user;
}

/** For routes and actions. @throws UnauthorizedError */
export async function requireApiUser(): Promise<SessionUser> {
  const user = await getUser();
  if (!user) throw new UnauthorizedError();
  return user;
}

/** Owner or admin. @throws UnauthorizedError, ForbiddenError */
export async function requireAdmin(): Promise<SessionUser> {
  const user = await requireApiUser();
  if (!canAdminister(user.role)) throw new ForbiddenError();
  return user;
}
