import "server-only";
import { CredentialsSignin } from "next-auth";
import { z } from "zod";
import { recordAudit } from "@/db/mutations/audit";
import { findUserByEmail } from "@/db/queries/users";
import type { AuditAction } from "@/lib/audit-actions";
import { knownDevice, rememberDevice } from "./device";
import { verifyPassword } from "./password";
import { requestOrigin } from "./request-origin";
import { beginTry } from "./throttled";

const credentialsSchema = z.object({
  // No account has an address with a control character, and no query can ask for one.
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(3)
    .max(254)
    .regex(/^\P{Cc}*$/u),
  password: z.string().min(1).max(1_000),
});

/** Too many tries: the same answer for an account that exists and one that does not. */
export class ThrottledSignIn extends CredentialsSignin {
  override code = "throttled";
  readonly waitMs: number;

  constructor(waitMs: number) {
    super();
    this.waitMs = waitMs;
  }
}

/** What was typed as an e-mail, unless it does not look like one: it may be a password in the wrong field. */
function subjectOf(typed: string): string | null {
  return z.email().safeParse(typed).success ? typed : null;
}

async function recordTry(action: AuditAction, email: string): Promise<void> {
  await recordAudit({ ...(await requestOrigin()), action, actor: null, subject: subjectOf(email) });
}

/**
 * Checks an e-mail and a password. An unknown address costs the same work as a known one.
 * @returns null when they do not fit together. @throws ThrottledSignIn
 */
export async function checkCredentials(input: unknown): Promise<{ id: string; email: string } | null> {
  const given = credentialsSchema.safeParse(input);
  if (!given.success) return null;
  const { email, password } = given.data;
  const attempt = await beginTry(email);
  if (attempt.waitMs > 0) {
    if (attempt.isFirstRefusal) await recordTry("sign_in.throttled", email);
    throw new ThrottledSignIn(attempt.waitMs);
  }
  const user = await findUserByEmail(email);
  const isRight = await verifyPassword(password, user?.passwordHash ?? null);
  await attempt.end(isRight);
  if (!user || !isRight) {
    await recordTry("sign_in.failed", email);
    return null;
  }
  if (!(await knownDevice(email))) await rememberDevice(email);
  return { id: user.id, email: user.email };
}
