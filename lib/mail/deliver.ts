import "server-only";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Mail } from "./compose";
import type { MailOutcome } from "./outcome";
import { isMailOn, sendMail } from "./send";

/**
 * Sends a mail about a link, where a mail server is set up. A failure is logged and told, never thrown: the link is
 * good all the same and can be passed on by hand.
 *
 * @param kind for the log, which holds neither the address nor the link.
 */
export async function deliver(kind: string, to: string, compose: () => Mail): Promise<MailOutcome> {
  if (!isMailOn()) return null;
  try {
    await sendMail(to, compose());
    log.info({ mail: kind }, "a mail was handed to the mail server");
    return { isSent: true };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ err: error, mail: kind }, "a mail was not sent");
    return { isSent: false, reason: error.message };
  }
}
