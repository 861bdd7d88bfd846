import { once } from "node:events";
import { readFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { findFreePort } from "../../scripts/lib/ports.mjs";
import { withDatabase } from "./people-support";
import { appEnvironment, startApp, stopApp } from "./second-app";
import { control, cronSecret, required } from "./support";

type Line = Record<string, unknown>;

async function readLog(): Promise<Line[]> {
  const text = await readFile(required("E2E_APP_LOG"), "utf8");
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);
}

async function findLine(isIt: (line: Line) => boolean): Promise<Line> {
  let found: Line | undefined;
  await expect(async () => {
    found = (await readLog()).find(isIt);
    expect(found).toBeDefined();
  }).toPass();
  return found ?? {};
}

test("a line of a sync names the request that asked for it and its run; the answer names the request", async ({
  request,
}) => {
  const requestId = `e2e-${Date.now()}`;
  const headers = { authorization: `Bearer ${cronSecret}`, "x-request-id": requestId };
  const answer = await request.get("/api/cron/sync", { headers });
  expect(answer.headers()["x-request-id"]).toBe(requestId);
  const runIds = ((await answer.json()) as { shops: { runId: string }[] }).shops.map(({ runId }) => runId);
  const line = await findLine((one) => one.msg === "sync run worked on" && one.requestId === requestId);
  expect(runIds).toContain(line.runId);
  const refused = await request.get("/api/cron/sync");
  expect(refused.status()).toBe(401);
  expect(((await refused.json()) as { requestId: string }).requestId).toBe(refused.headers()["x-request-id"]);
});

test("a page that fails shows an id under which the log has the cause and the request", async ({ page }) => {
  await withDatabase((sql) => sql`alter table daily_product_sales rename to products_elsewhere`);
  try {
    const answer = await page.goto("/products");
    const words = await page.getByText("the server's log has the details under").textContent();
    const digest = words?.match(/under (\S+?)\.?$/)?.[1] ?? "";
    expect(digest).not.toBe("");
    const line = await findLine((one) => one.digest === digest);
    expect(line).toMatchObject({ level: "error", route: "/products", err: { code: "42P01" } });
    expect(line.requestId).toBe(answer?.headers()["x-request-id"]);
  } finally {
    await withDatabase((sql) => sql`alter table products_elsewhere rename to daily_product_sales`);
  }
});

test("an action that fails says under which id the log has the cause", async ({ page }) => {
  await page.goto("/admin/privacy");
  await withDatabase((sql) => sql`alter table audit_log rename to audit_log_elsewhere`);
  try {
    await page
      .getByRole("region", { name: "Raw pages" })
      .getByRole("button", { name: /^Save/ })
      .first()
      .click();
    const words = await page.getByText("the server's log has the details under").textContent();
    const requestId = words?.match(/under (\S+?)\.$/)?.[1] ?? "";
    const line = await findLine((one) => one.requestId === requestId && one.msg === "an action failed");
    expect(line).toMatchObject({ permission: "privacy.manage", err: { code: "42P01" } });
  } finally {
    await withDatabase((sql) => sql`alter table audit_log_elsewhere rename to audit_log`);
  }
});

type Span = {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: Record<string, unknown> }[];
};

/** What OpenTelemetry's collector is to the app: takes spans as JSON over HTTP. */
async function startReceiver() {
  const bodies: string[] = [];
  const server = http.createServer(async (request, answer) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (request.method === "POST" && request.url === "/v1/traces") bodies.push(body);
    answer.setHeader("content-type", "application/json");
    answer.end("{}");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const spans = () =>
    bodies
      .map((body) => JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] })
      .flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans))
      .flatMap((scope) => scope.spans);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    text: () => bodies.join("\n"),
    spans,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

test("with an endpoint set, the spans of a request, a sync run and its calls arrive there, without secrets", async () => {
  const receiver = await startReceiver();
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const env = appEnvironment();
  const { app } = startApp(port, {
    ...env,
    AUTH_URL: url,
    PORT: String(port),
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_BSP_SCHEDULE_DELAY: "200",
  });
  try {
    await expect(async () => expect((await fetch(`${url}/api/health`)).ok).toBe(true)).toPass();
    await fetch(`${url}/sign-in?callbackUrl=%2Forders%3Fq%3Dsecret-search`);
    await fetch(`${url}/invite/secret-of-a-link`);
    await control({ clock: { advanceSec: 5 }, addOrders: { count: 1 } });
    const headers = { authorization: `Bearer ${cronSecret}` };
    expect((await fetch(`${url}/api/cron/sync`, { headers })).status).toBe(200);

    const findSpan = (name: RegExp) => receiver.spans().find((span) => name.test(span.name));
    await expect(() => {
      expect(findSpan(/^GET \/sign-in/)).toBeDefined();
      expect(findSpan(/^GET \/api\/cron\/sync/)).toBeDefined();
      expect(findSpan(/^TikTok POST \/order\/202309\/orders\/search/)).toBeDefined();
    }).toPass();
    const run = findSpan(/^sync incremental/);
    expect(run?.attributes.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["shop.id", "sync.run.id", "sync.stop_reason", "sync.api_calls"]),
    );
    expect(run?.traceId).toBe(findSpan(/^GET \/api\/cron\/sync/)?.traceId);
    const calls = receiver.spans().filter(({ parentSpanId }) => parentSpanId === run?.spanId);
    expect(calls.map(({ name }) => name)).toContain("TikTok POST /order/202309/orders/search");
    const secrets = ["secret-search", "secret-of-a-link", "sign=", "app_secret", cronSecret];
    expect(secrets.filter((secret) => receiver.text().includes(secret))).toEqual([]);
  } finally {
    await stopApp(app);
    await receiver.stop();
  }
});
