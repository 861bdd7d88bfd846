import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Mail } from "./compose";
import { type MailServer, parseMailServer, parseSender } from "./settings";

/** A person may be waiting for the answer. */
const patienceMs = 10_000;

/** Whether the environment names a mail server. */
export function isMailOn(): boolean {
  return env().SMTP_URL !== undefined;
}

/**
 * Hands a mail to the mail server, over a connection of its own. That it took the mail says nothing of its arrival.
 *
 * @param to one address, of a person or an invitation that we hold.
 * @throws AppError `mail_failed`; no message holds the address, the link or a password.
 */
export async function sendMail(to: string, mail: Mail, timeoutMs = patienceMs): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  const server = parseMailServer(SMTP_URL ?? "");
  const from = parseSender(MAIL_FROM ?? "");
  if (!server || !from) throw new AppError("mail_failed", "No mail server is set up.");
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    await transportTo(server).sendMail({
      ...mail,
      from,
      // As an object, so that nothing in it is read as a list of addresses.
      to: { name: "", address: to },
      // No answers of machines to a machine.
      headers: { "Auto-Submitted": "auto-generated" },
      signal,
    });
  } catch (cause) {
    throw describeFailure(cause, signal.aborted);
  }
}

function transportTo({ host, port, isImplicitTls, isTlsRequired, auth }: MailServer) {
  return createTransport({
    host,
    port,
    secure: isImplicitTls,
    requireTLS: isTlsRequired && !isImplicitTls,
    ignoreTLS: !isTlsRequired,
    ...(auth ? { auth } : {}),
    dnsTimeout: patienceMs,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const reasons: Record<string, string> = {
  EAUTH: "it does not accept the user and password of SMTP_URL",
  ENOAUTH: "it does not accept the user and password of SMTP_URL",
  EENVELOPE: "it refused the sender or the recipient",
  EMESSAGE: "it refused the mail",
  ETLS: "there is no encrypted connection to it",
  EDNS: "its name is not known",
  ETIMEDOUT: "it did not answer in time",
  EABORT: "it did not answer in time",
};

function describeFailure(cause: unknown, isTimeout: boolean): AppError {
  const { code, responseCode } = (cause ?? {}) as { code?: unknown; responseCode?: number };
  // Whatever goes wrong on the way has a code; the rest is a mistake of ours.
  if (typeof code !== "string") throw cause;
  const reason = isTimeout ? reasons.EABORT : (reasons[code] ?? "it cannot be reached");
  const answer = responseCode ? ` (${responseCode})` : "";
  return new AppError("mail_failed", `The mail server did not take the mail: ${reason}${answer}.`, {
    cause: withoutSecrets(cause),
    retryable: true,
  });
}

/** What a server says may quote the recipient or the mail; the log gets the rest. */
function withoutSecrets(cause: unknown): Error {
  const text = cause instanceof Error ? cause.message : String(cause);
  const tidy = text
    .replaceAll(/https?:\S+/gi, "[link]")
    .replaceAll(/\S+@\S+/g, "[address]")
    .replaceAll(/[\w-]{40,}/g, "[…]");
  return Object.assign(new Error(tidy.slice(0, 300)), { code: (cause as { code?: string } | null)?.code });
}
