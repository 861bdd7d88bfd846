import { isIP } from "node:net";

const route = "/api/tiktok/webhook";

/**
 * Where TikTok may send notifications to, or null: it takes https addresses with a host name and no port only (fact
 * sheet, "Webhooks").
 *
 * @param appUrl the app's own public address.
 */
export function notificationAddress(appUrl: string | undefined): string | null {
  if (appUrl === undefined || !URL.canParse(appUrl)) return null;
  const { protocol, hostname, port } = new URL(appUrl);
  const isNamed = hostname.includes(".") && isIP(hostname) === 0;
  return protocol === "https:" && isNamed && port === "" ? new URL(route, appUrl).toString() : null;
}
