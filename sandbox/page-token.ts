import { createHash, createHmac } from "node:crypto";
import { badParameter } from "./envelope";

/** Where the next page begins: after so many rows, or after the row with this sort key. */
export type PagePosition = { mode: "offset"; offset: number } | { mode: "key"; afterKey: number };

const NONCE_BYTES = 2;
const CLEAR_BYTES = 1 + 8 + 8;
const SEAL_BYTES = 12;
/** 31, one more than a multiple of three, so that the base64 text ends in "==". */
const TOKEN_BYTES = NONCE_BYTES + CLEAR_BYTES + SEAL_BYTES;

export function filterFingerprint(filter: unknown): Buffer {
  return createHash("sha256").update(JSON.stringify(filter)).digest().subarray(0, 8);
}

/** Tokens look random and prefer the characters that break careless URL building: "+", "/" and "=". */
export function writePageToken(position: PagePosition, fingerprint: Buffer, secret: string): string {
  const clear = Buffer.alloc(CLEAR_BYTES);
  clear.writeUInt8(position.mode === "offset" ? 0 : 1, 0);
  clear.writeDoubleBE(position.mode === "offset" ? position.offset : position.afterKey, 1);
  fingerprint.copy(clear, 9);
  const start = createHmac("sha256", secret).update(clear).digest().readUInt16BE(0);
  let token = "";
  for (let attempt = 0; attempt < 40 && !(token.includes("+") && token.includes("/")); attempt++) {
    token = seal(clear, (start + attempt) % 65_536, secret);
  }
  return token;
}

export function readPageToken(token: string, fingerprint: Buffer, secret: string): PagePosition {
  const bytes = Buffer.from(token, "base64");
  if (bytes.length !== TOKEN_BYTES || bytes.toString("base64") !== token) throw invalidToken();
  const nonce = bytes.readUInt16BE(0);
  const mask = keyStream(nonce, secret);
  const clear = Buffer.alloc(CLEAR_BYTES);
  for (let i = 0; i < CLEAR_BYTES; i++) clear[i] = (bytes[NONCE_BYTES + i] ?? 0) ^ (mask[i] ?? 0);
  if (seal(clear, nonce, secret) !== token || !clear.subarray(9).equals(fingerprint)) throw invalidToken();
  const value = clear.readDoubleBE(1);
  return clear.readUInt8(0) === 0 ? { mode: "offset", offset: value } : { mode: "key", afterKey: value };
}

const invalidToken = () =>
  badParameter("Invalid page_token: it is malformed or does not belong to this search");

function keyStream(nonce: number, secret: string): Buffer {
  return createHmac("sha256", secret).update(`page-token:${nonce}`).digest();
}

function seal(clear: Buffer, nonce: number, secret: string): string {
  const mask = keyStream(nonce, secret);
  const bytes = Buffer.alloc(TOKEN_BYTES);
  bytes.writeUInt16BE(nonce, 0);
  for (let i = 0; i < CLEAR_BYTES; i++) bytes[NONCE_BYTES + i] = (clear[i] ?? 0) ^ (mask[i] ?? 0);
  const mac = createHmac("sha256", secret).update(bytes.subarray(0, NONCE_BYTES)).update(clear).digest();
  mac.copy(bytes, NONCE_BYTES + CLEAR_BYTES, 0, SEAL_BYTES);
  return bytes.toString("base64");
}
