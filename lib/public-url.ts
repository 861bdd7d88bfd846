import { env } from "./env";
import { AppError } from "./errors";

/** An address of ours: from `AUTH_URL` when it is set, never from a header that a visitor may forge. */
export function publicUrl(path: string, request: Request): URL {
  return new URL(path, env().AUTH_URL ?? request.url);
}

/** The same for a mail: from `AUTH_URL` alone, which the environment must hold where a mail server is set up. @throws AppError */
export function mailedUrl(path: string): string {
  const { AUTH_URL } = env();
  if (!AUTH_URL) throw new AppError("no_public_url", "AUTH_URL is not set, so no link can be mailed.");
  return new URL(path, AUTH_URL).toString();
}
