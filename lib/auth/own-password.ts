import "server-only";
import { changePassword } from "@/db/mutations/users";
import { findUserById } from "@/db/queries/users";
import { AppError, ValidationError } from "@/lib/errors";
import { formatSpan } from "@/lib/format";
import { auditEntry } from "./audit";
import { hashPassword, verifyPassword } from "./password";
import type { SessionUser } from "./session";
import { beginTry } from "./throttled";

/**
 * Changes a person's own password; every other session of theirs ends. The present one is asked for and its tries are
 * counted with those of signing in: an open browser must not be a way to guess it. @throws AppError
 */
export async function changeOwnPassword(user: SessionUser, current: string, next: string): Promise<void> {
  const passwordHash = await hashPassword(next);
  const attempt = await beginTry(user.email.toLowerCase());
  if (attempt.waitMs > 0) {
    throw new AppError("throttled", `Too many tries. Wait ${formatSpan(attempt.waitMs)} and try again.`);
  }
  const stored = await findUserById(user.id);
  const isRight = await verifyPassword(current, stored?.passwordHash ?? null);
  await attempt.end(isRight);
  if (!isRight) throw new ValidationError("The present password is not right.");
  const entry = await auditEntry(user, "password.changed");
  await changePassword({ userId: user.id, passwordHash, keepSessionId: user.sessionId }, entry);
}
