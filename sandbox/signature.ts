import { createHmac, timingSafeEqual } from "node:crypto";

export interface SignableRequest {
  path: string;
  /** Decoded query parameters. */
  query: Iterable<[string, string]>;
  body: Uint8Array;
  contentType: string;
}

const UNSIGNED_PARAMETERS = new Set(["sign", "access_token"]);

/** The digest covers the bytes as received: parsing and re-serialising a body would accept what TikTok refuses. */
export function signRequest(request: SignableRequest, appSecret: string): string {
  const pairs = [...request.query].filter(([key]) => !UNSIGNED_PARAMETERS.has(key));
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const hmac = createHmac("sha256", appSecret);
  hmac.update(appSecret);
  hmac.update(request.path);
  hmac.update(pairs.map(([key, value]) => key + value).join(""));
  if (!isMultipart(request.contentType)) hmac.update(request.body);
  hmac.update(appSecret);
  return hmac.digest("hex");
}

export function secretsMatch(given: string, expected: string): boolean {
  const givenBytes = Buffer.from(given);
  const expectedBytes = Buffer.from(expected);
  return givenBytes.length === expectedBytes.length && timingSafeEqual(givenBytes, expectedBytes);
}

function isMultipart(contentType: string): boolean {
  const mediaType = contentType.split(";")[0] ?? "";
  return mediaType.trim().toLowerCase() === "multipart/form-data";
}
