import { env } from "@/lib/env";
import { TikTokClient } from "@/lib/tiktok/client";

let held: { key: string; client: TikTokClient } | undefined;

/** The process's one client for the app registered in Partner Center. */
export function tiktokClient(): TikTokClient {
  const { TIKTOK_APP_KEY, TIKTOK_APP_SECRET, TIKTOK_API_URL, TIKTOK_AUTH_URL } = env();
  const key = [TIKTOK_APP_KEY, TIKTOK_API_URL, TIKTOK_AUTH_URL].join(" ");
  if (held?.key !== key) {
    const app = {
      appKey: TIKTOK_APP_KEY,
      appSecret: TIKTOK_APP_SECRET,
      apiUrl: TIKTOK_API_URL,
      authUrl: TIKTOK_AUTH_URL,
    };
    held = { key, client: new TikTokClient(app) };
  }
  return held.client;
}
