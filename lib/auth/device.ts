import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { isHttps } from "./request-origin";

const cookieName = "sign-in-device";
const lifeSec = 60 * 60 * 24 * 180;

const signatureOf = (email: string, id: string) =>
  createHmac("sha256", env().AUTH_SECRET).update(`device\n${email}\n${id}`).digest();

/**
 * The name of this browser when it has signed in to this account before. Its tries have a counter of their own, so
 * that strangers who guess at the account cannot keep its owner out.
 */
export async function knownDevice(email: string): Promise<string | null> {
  const [id, signature] = (await cookies()).get(cookieName)?.value.split(".") ?? [];
  if (!id || !signature) return null;
  const given = Buffer.from(signature, "base64url");
  const right = signatureOf(email, id);
  return given.length === right.length && timingSafeEqual(given, right) ? id : null;
}

export async function rememberDevice(email: string): Promise<void> {
  const id = randomBytes(16).toString("base64url");
  (await cookies()).set(cookieName, `${id}.${signatureOf(email, id).toString("base64url")}`, {
    httpOnly: true,
    sameSite: "lax",
    secure: await isHttps(),
    path: "/",
    maxAge: lifeSec,
  });
}
