import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * What TikTok puts into the `Authorization` header of a notification: lowercase hex of HMAC-SHA256 over the app key and the
 * body's bytes as they came, keyed with the app secret (fact sheet, "Webhooks"). No `Bearer`.
 */
export function signNotification(app: { appKey: string; appSecret: string }, rawBody: Uint8Array): string {
  return createHmac("sha256", app.appSecret).update(app.appKey).update(rawBody).digest("hex");
}

/** Compares in constant time. */
export function isSignedByTikTok(
  app: { appKey: string; appSecret: string },
  rawBody: Uint8Array,
  authorization: string | null,
): boolean {
  return timingSafeEqual(digest(authorization ?? ""), digest(signNotification(app, rawBody)));
}
