import { isIP } from "node:net";
import { z } from "zod";

/** Where mails are handed over, as the transport wants it. */
export type MailServer = {
  host: string;
  port: number;
  /** TLS from the first byte; else by STARTTLS. */
  isImplicitTls: boolean;
  isTlsRequired: boolean;
  auth: { user: string; pass: string } | null;
};

export type Sender = { name: string; address: string };

const isLoopback = (host: string) =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

/**
 * Reads `smtp://user:password@host:587` (STARTTLS) or `smtps://…` (TLS from the start). Without encryption nothing goes
 * further than this machine, unless the address ends in `?tls=off`.
 *
 * @returns null for what is no such address.
 */
export function parseMailServer(text: string): MailServer | null {
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isOff = url.search === "?tls=off";
  if (host === "" || (url.pathname !== "" && url.pathname !== "/") || (url.search !== "" && !isOff))
    return null;
  const isImplicitTls = url.protocol === "smtps:";
  const auth = readAuth(url);
  if (auth === "unreadable" || (isImplicitTls && isOff)) return null;
  return {
    host,
    port: Number(url.port) || (isImplicitTls ? 465 : 587),
    isImplicitTls,
    isTlsRequired: !isOff && !isLoopback(host),
    auth,
  };
}

function readAuth({ username, password }: URL): MailServer["auth"] | "unreadable" {
  if (username === "" && password === "") return null;
  if (username === "" || password === "") return "unreadable";
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch (error) {
    if (error instanceof URIError) return "unreadable";
    throw error;
  }
}

const address = z.email().max(254);

/** Reads `dashboard@example.com` or `Shop dashboard <dashboard@example.com>`. @returns null for anything else. */
export function parseSender(text: string): Sender | null {
  const [, name = "", inBrackets] = /^([^<>\p{C}]{0,100})<([^<>]+)>$/u.exec(text.trim()) ?? [];
  const parsed = address.safeParse(inBrackets ?? text.trim());
  return parsed.success ? { name: name.trim().replaceAll('"', ""), address: parsed.data } : null;
}
