import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { headers } from "next/headers";
import { env } from "@/lib/env";
import { isHttps } from "./request-origin";

const shape = /^[A-Za-z0-9_-]{43}$/;

export function hashLinkToken(token: string): string {
  return createHash("sha256")
    .update(shape.test(token) ? token : "")
    .digest("hex");
}

/** A token for a link that is good once. Only its hash is stored: whoever reads the database can use no link. */
export function newLinkToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashLinkToken(token) };
}

/** The whole address of a page of ours, to be sent to somebody. */
export async function absoluteUrl(path: string): Promise<string> {
  const { AUTH_URL: own } = env();
  if (own) return new URL(path, own).toString();
  const host = (await headers()).get("host") ?? "localhost";
  return `${(await isHttps()) ? "https" : "http"}://${host}${path}`;
}
