import { env } from "./env";

/** An address of ours: from `AUTH_URL` when it is set, never from a header that a visitor may forge. */
export function publicUrl(path: string, request: Request): URL {
  return new URL(path, env().AUTH_URL ?? request.url);
}
