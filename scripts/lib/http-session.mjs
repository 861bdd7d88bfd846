import { UserError } from "./output.mjs";

const REQUEST_TIMEOUT_MS = 60_000;

/**
 * A person's browser as far as the app can tell: keeps cookies, follows no redirect by itself.
 *
 * @param {string} baseUrl
 */
export function createHttpSession(baseUrl) {
  /** @type {Map<string, string>} */
  const cookies = new Map();

  function remember(line) {
    const [pair, ...attributes] = line.split(";").map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf("="));
    const value = pair.slice(pair.indexOf("=") + 1);
    const isRemoval = attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute));
    if (isRemoval || value === "") cookies.delete(name);
    else cookies.set(name, value);
  }

  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  /** @param {string | URL} target @param {RequestInit} init */
  async function request(target, init = {}) {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set("cookie", cookieHeader());
    const response = await fetch(new URL(target, baseUrl), {
      ...init,
      headers,
      redirect: "manual",
      signal: init.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    for (const line of response.headers.getSetCookie()) remember(line);
    return response;
  }

  const hasCookie = (part) => [...cookies.keys()].some((name) => name.includes(part));
  return { baseUrl, request, cookieHeader, hasCookie };
}

/** @typedef {ReturnType<typeof createHttpSession>} HttpSession */

/**
 * Signs in the way Auth.js's own form does.
 *
 * @param {HttpSession} session
 * @param {{ email: string, password: string }} credentials
 */
export async function signIn(session, { email, password }) {
  const tokenResponse = await session.request("/api/auth/csrf");
  if (!tokenResponse.ok)
    throw new UserError(`Signing in failed: /api/auth/csrf answered ${tokenResponse.status}.`);
  const { csrfToken } = await tokenResponse.json();
  const response = await session.request("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, email, password, callbackUrl: session.baseUrl }),
  });
  await response.arrayBuffer();
  if (session.hasCookie("session-token")) return;
  throw new UserError(`The app refused the sign-in of ${email} (status ${response.status}).`);
}
