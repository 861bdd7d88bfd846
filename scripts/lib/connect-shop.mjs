import { UserError } from "./output.mjs";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** @param {Response} response @param {string} step */
async function requireRedirect(response, step) {
  const location = response.headers.get("location");
  if (location && REDIRECTS.has(response.status)) return new URL(location, response.url);
  const text = (await response.text()).slice(0, 300);
  throw new UserError(
    `Connecting the shop failed: ${step} answered ${response.status} instead of a redirect. ${text}`,
  );
}

/**
 * Connects the sandbox's shop as a person would: asks the app, agrees on TikTok's consent page, comes back.
 *
 * @param {import("./http-session.mjs").HttpSession} session signed in as an owner or admin
 */
export async function connectShop(session) {
  const consentPage = await requireRedirect(
    await session.request("/api/tiktok/authorize"),
    "/api/tiktok/authorize",
  );
  const state = consentPage.searchParams.get("state");
  const serviceId = consentPage.searchParams.get("service_id");
  if (!state || !serviceId) {
    throw new UserError(
      `Connecting the shop failed: the app redirected to ${consentPage.pathname}, not to TikTok's consent page.`,
    );
  }
  const decision = await fetch(new URL("/open/authorize/decision", consentPage), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ service_id: serviceId, state, decision: "approve" }),
    signal: AbortSignal.timeout(30_000),
  });
  const callback = await requireRedirect(decision, "the consent page");
  const landing = await session.request(`${callback.pathname}${callback.search}`);
  if (landing.ok) return;
  const page = await requireRedirect(landing, callback.pathname);
  const problem = page.searchParams.get("error");
  if (problem || page.pathname.startsWith("/sign-in")) {
    throw new UserError(
      `Connecting the shop failed: the app answered ${problem ?? "that nobody is signed in"}.`,
    );
  }
}

/**
 * @param {import("./http-session.mjs").HttpSession} session
 * @param {AbortSignal} [signal]
 * @returns {Promise<any[] | null>} the shops and how their sync stands; null when the session is over
 */
export async function readShops(session, signal) {
  const response = await session.request("/api/sync/status", signal ? { signal } : {});
  if (response.status === 401) return null;
  if (!response.ok)
    throw new UserError(
      `/api/sync/status answered ${response.status}: ${(await response.text()).slice(0, 200)}`,
    );
  return (await response.json()).shops;
}
