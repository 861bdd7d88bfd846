import { env } from "@/lib/env";
import { readBody } from "@/lib/http-body";
import { log } from "@/lib/log";
import { readNotification } from "@/lib/tiktok/notification";
import { isSignedByTikTok } from "@/lib/tiktok/webhook-signature";
import { notificationInbox } from "./notification-inbox";

/** Real ones have a few hundred bytes. */
const longestBody = 256 * 1024;

/**
 * Answers one of TikTok's notifications: 401 to a wrong signature, else 200 with nothing in it, without waiting for the
 * database. What is signed and cannot be read is written down and accepted, for it would come again as it is.
 *
 * @param later does its work once the answer is on its way.
 */
export async function receiveNotification(
  request: Request,
  later: (work: () => Promise<void>) => void,
): Promise<Response> {
  const authorization = request.headers.get("authorization");
  if (!authorization) return answer(401);
  const rawBody = await readBody(request, longestBody);
  if (!rawBody) return answer(413);
  const { TIKTOK_APP_KEY: appKey, TIKTOK_APP_SECRET: appSecret } = env();
  if (!isSignedByTikTok({ appKey, appSecret }, rawBody, authorization)) {
    log.warn({ bytes: rawBody.length }, "a notification with a wrong signature was refused");
    return answer(401);
  }
  const notification = readNotification(rawBody);
  if (notification) later(() => notificationInbox.add(notification));
  else log.warn({ bytes: rawBody.length }, "a signed notification cannot be read");
  return answer(200);
}

const answer = (status: number) => new Response(null, { status, headers: { "cache-control": "no-store" } });
