/**
 * Where TikTok keeps product pictures, as seen in addresses it has given out: `p16-oec-va.ibyteimg.com`,
 * `p16-oec-ttp.tiktokcdn-us.com`, `p16-oec-eu-common-no.tiktokcdn-eu.com`, `p16-oec-general-useast5.ttcdn-us.com`
 * (docs/adr/0024). The machine before the domain changes by market and by the day.
 */
const domains = ["ibyteimg.com", "tiktokcdn.com", "tiktokcdn-us.com", "tiktokcdn-eu.com", "ttcdn-us.com"];

/** The same for a content security policy. */
export const imageSources: readonly string[] = domains.map((domain) => `https://*.${domain}`);

/** The address to load a product's picture from; null where there is none, or it is not at TikTok's. */
export function pictureAddress(given: string | null): string | null {
  if (given === null || !URL.canParse(given)) return null;
  const url = new URL(given);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.port !== "" || url.username !== "" || url.password !== "") return null;
  if (!domains.some((domain) => url.hostname.endsWith(`.${domain}`))) return null;
  url.protocol = "https:";
  return url.href;
}
