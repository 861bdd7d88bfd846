import "server-only";
import { recordAudit } from "@/db/mutations/audit";
import { addAskedLink } from "@/db/mutations/password-links";
import { findUserByEmail } from "@/db/queries/users";
import type { RequestOrigin } from "@/lib/audit-actions";
import { log } from "@/lib/log";
import { passwordMail } from "@/lib/mail/compose";
import { deliver } from "@/lib/mail/deliver";
import { mailedUrl } from "@/lib/public-url";
import { newLinkToken } from "./link-token";

/** Shorter than a link that an owner hands over: it comes at once. */
const lifeSec = 3_600;

/**
 * Mails a link that sets a new password, when the address has an account; to the address as we hold it, not as it was
 * typed. Runs after the answer, which so says and takes the same for every address. Never throws.
 */
export async function mailAskedLink(email: string, origin: RequestOrigin): Promise<void> {
  try {
    const user = await findUserByEmail(email);
    const entry = { ...origin, action: "password.link_asked", actor: null } as const;
    const { token, tokenHash } = newLinkToken();
    const isMade = user !== null && (await addAskedLink({ userId: user.id, tokenHash, lifeSec }, entry));
    if (!isMade) {
      await recordAudit({ ...entry, subject: email, details: { account: "none" } });
      return;
    }
    const url = mailedUrl(`/reset/${token}`);
    const about = { url, email: user.email, by: null, life: "an hour" };
    await deliver("password_link", user.email, () => passwordMail(about));
  } catch (error) {
    log.error({ err: error }, "a password link that was asked for was not made");
  }
}
