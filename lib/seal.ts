import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { AppError } from "./errors";

const algorithm = "aes-256-gcm";
const format = "v1";

type Key = { id: string; bytes: Buffer };

function readKeys(setting: string): Key[] {
  return setting.split(",").map((part) => {
    const bytes = Buffer.from(part.trim(), "base64");
    return { bytes, id: createHash("sha256").update(bytes).digest("hex").slice(0, 8) };
  });
}

/**
 * Encrypts a token with the first key of `TOKEN_ENCRYPTION_KEY`. The text names its key, so that keys can be rotated;
 * `purpose` is bound in, so that a ciphertext cannot be moved to another row or column.
 */
export function seal(plain: string, purpose: string, keySetting: string): string {
  const key = readKeys(keySetting)[0];
  if (!key) throw new AppError("no_encryption_key", "There is no key to encrypt with.");
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, key.bytes, iv).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  const parts = [iv, body, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return [format, key.id, ...parts].join(".");
}

/** @throws AppError `token_unreadable` when the key is not among ours or the text was tampered with. */
export function unseal(sealed: string, purpose: string, keySetting: string): string {
  const [version, keyId, ...parts] = sealed.split(".");
  const [iv, body, tag] = parts.map((part) => Buffer.from(part, "base64url"));
  const key = readKeys(keySetting).find(({ id }) => id === keyId);
  if (version !== format || !key || !iv || !body || !tag) throw unreadable();
  try {
    const decipher = createDecipheriv(algorithm, key.bytes, iv).setAAD(Buffer.from(purpose)).setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** True when the text was sealed with the first key, so that it can be read without any other. */
export function isSealedWithFirstKey(sealed: string, keySetting: string): boolean {
  return sealed.split(".")[1] === readKeys(keySetting)[0]?.id;
}

function unreadable(cause?: unknown): AppError {
  return new AppError(
    "token_unreadable",
    "A stored token cannot be decrypted. Check TOKEN_ENCRYPTION_KEY, or connect the shop again.",
    { cause },
  );
}
