import { expect, test } from "@playwright/test";
import { cronSecret } from "./support";

test("health is open and tells nothing secret", async ({ request }) => {
  const answer = await request.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toEqual({ status: "ok", database: "ok", version: expect.any(String) });
});

test("every answer forbids framing and sniffing", async ({ request }) => {
  for (const path of ["/", "/sign-in", "/api/health"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("strict-origin-when-cross-origin");
    expect(headers["permissions-policy"], path).toContain("camera=()");
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});

test("the cron routes refuse a wrong or missing secret", async ({ request }) => {
  for (const path of ["/api/cron/sync", "/api/cron/resume", "/api/cron/audit"]) {
    for (const authorization of [undefined, "Bearer wrong", cronSecret, `bearer ${cronSecret}`]) {
      const answer = await request.get(path, authorization ? { headers: { authorization } } : {});
      expect(answer.status(), `${path} with ${authorization ? "a wrong secret" : "none"}`).toBe(401);
    }
  }
});

test("the hourly cron reports each run it worked on", async ({ request }) => {
  const headers = { authorization: `Bearer ${cronSecret}` };
  const answer = await request.get("/api/cron/sync", { headers });
  expect(answer.status()).toBe(200);
  const { shops } = (await answer.json()) as { shops: Record<string, unknown>[] };
  const report = {
    shopId: expect.stringMatching(/^\d+$/),
    runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    stopReason: "done",
    apiCalls: expect.any(Number),
    fetched: expect.any(Number),
    inserted: expect.any(Number),
    updated: expect.any(Number),
    unchanged: expect.any(Number),
    more: false,
  };
  const [changes, ...others] = shops;
  expect(changes).toEqual({ ...report, resource: "orders", kind: "incremental" });
  // Counts and open orders that are asked for again, and what else has become due by now.
  for (const other of others) {
    const resource = expect.stringMatching(/^(orders|returns|cancellations)$/);
    expect(other).toEqual({
      ...report,
      resource,
      kind: expect.stringMatching(/^(audit|repair|full|incremental)$/),
    });
  }
  await expect(async () => {
    expect(await (await request.get("/api/cron/resume", { headers })).json()).toEqual({ shops: [] });
  }).toPass({ timeout: 40_000 });
});

test("the cron routes take GET only", async ({ request }) => {
  const headers = { authorization: `Bearer ${cronSecret}` };
  for (const path of ["/api/cron/sync", "/api/cron/resume", "/api/cron/audit"]) {
    expect((await request.post(path, { headers })).status(), path).toBe(405);
  }
});

test("nobody can set up an installation that has a user", async ({ request }) => {
  expect((await request.get("/setup")).status()).toBe(404);
});

test.describe("without a session", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("pages lead to the sign-in page and routes answer 401", async ({ request }) => {
    for (const path of ["/", "/orders", "/orders/1", "/sync"]) {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect([302, 303, 307], path).toContain(answer.status());
      expect(answer.headers().location).toContain("/sign-in");
    }
    expect((await request.get("/api/sync/status")).status()).toBe(401);
    const connect = await request.get("/api/tiktok/authorize", { maxRedirects: 0 });
    expect(connect.headers().location).toContain("/sign-in");
  });

  test("a forged session cookie opens nothing", async ({ request }) => {
    const headers = { cookie: "authjs.session-token=forged" };
    const page = await request.get("/", { headers, maxRedirects: 0 });
    expect(page.status()).not.toBe(200);
    expect((await request.get("/api/sync/status", { headers })).status()).toBe(401);
  });

  test("signing in leads to a path of ours only", async ({ page }) => {
    const { signIn } = await import("./support");
    await page.goto("/sign-in?callbackUrl=https://evil.example/");
    await signIn(page);
    await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/$/);
  });
});

test("a callback with a foreign or used state connects nothing", async ({ page }) => {
  await page.goto("/api/tiktok/callback?code=abc&state=forged");
  await expect(page).toHaveURL(/\?connect=connect_expired/);
  await expect(page.getByText("Start again from here")).toBeVisible();
});

test("a page's scripts run by a nonce of that answer alone; https is asked for behind https only", async ({
  request,
}) => {
  const answers = await Promise.all([request.get("/sign-in"), request.get("/sign-in")]);
  const nonces = answers.map((answer) => {
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toContain("unsafe");
    expect(answer.headers()["strict-transport-security"]).toBeUndefined();
    return /'nonce-([^']+)'/.exec(policy)?.[1];
  });
  expect(new Set(nonces).size).toBe(2);
  const scripts = (await answers[0]?.text())?.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) expect(script).toContain(`nonce="${nonces[0]}"`);
  const secure = await request.get("/sign-in", { headers: { "x-forwarded-proto": "https" } });
  expect(secure.headers()["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
});
