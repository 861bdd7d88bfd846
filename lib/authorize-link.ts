import { env } from "./env";

/** TikTok has one consent page for sellers in the US and one for all others. */
export type Market = "us" | "other";

/** @see the fact sheet on hosts in the Partner Center's "Authorization overview". */
const hosts: Record<Market, string> = {
  us: "services.us.tiktokshop.com",
  other: "services.tiktokshop.com",
};

const isTikToks = (url: URL) => Object.values(hosts).includes(url.hostname);

export function marketOfRegion(region: string): Market {
  return region.toUpperCase() === "US" ? "us" : "other";
}

/**
 * The consent page's address. Only TikTok's own hosts have a page for each market; another address, such as the
 * sandbox's, stays what it is. Without a market it is the one that was configured.
 */
export function authorizeAddress(configured: string, market: Market | null): URL {
  const url = new URL(configured);
  if (market !== null && isTikToks(url)) url.hostname = hosts[market];
  return url;
}

/** Whether a person has to say where their shop is before they are sent to TikTok. */
export function asksForMarket(configured = env().TIKTOK_AUTHORIZE_URL): boolean {
  return isTikToks(new URL(configured));
}
