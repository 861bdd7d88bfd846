import { once } from "node:events";
import net from "node:net";
import { expect, test } from "@playwright/test";
import { findFreePort } from "../../scripts/lib/ports.mjs";
import { expectNothingFound } from "./axe";
import { appEnvironment, startApp, stopApp } from "./second-app";
import { owner, signIn } from "./support";

test("the start stops and names what is missing or malformed, never its value", async () => {
  const { TIKTOK_APP_SECRET: _left, ...env } = appEnvironment();
  const wrong = { ...env, TOKEN_ENCRYPTION_KEY: "bm90LTMyLWJ5dGVz", NODE_ENV: "production" as const };
  const { app, output } = startApp(await findFreePort(), wrong);
  const [code] = await once(app, "exit");
  expect(code).toBe(1);
  expect(output()).toContain("TIKTOK_APP_SECRET: is missing");
  expect(output()).toMatch(/TOKEN_ENCRYPTION_KEY: must be 32 bytes/);
  expect(output()).not.toContain("bm90LTMyLWJ5dGVz");
});

/** A way to the database that can be cut and mended. */
async function openRoad({ hostname, port: farPort }: { hostname: string; port: number }) {
  const sockets = new Set<net.Socket>();
  const port = await findFreePort();
  let server: net.Server;
  const open = async () => {
    server = net.createServer((near) => {
      const far = net.connect(farPort, hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from);
        from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => to.destroy());
      }
    });
    await once(server.listen(port, "127.0.0.1"), "listening");
  };
  const cut = async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  await open();
  return { port, open, cut };
}

test("while the database is away health says 503 and pages say so; both recover without a restart", async ({
  browser,
}) => {
  const env = appEnvironment();
  const database = new URL(env.DATABASE_URL ?? "");
  const road = await openRoad({ hostname: database.hostname, port: Number(database.port) });
  database.port = String(road.port);
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const { app } = startApp(port, {
    ...env,
    DATABASE_URL: database.toString(),
    AUTH_URL: url,
    PORT: String(port),
  });
  const context = await browser.newContext({ baseURL: url, storageState: { cookies: [], origins: [] } });
  try {
    const health = async () => (await context.request.get("/api/health").catch(() => null))?.status();
    await expect.poll(health).toBe(200);
    const page = await context.newPage();
    await signIn(page, owner);
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();

    await road.cut();
    await expect.poll(health).toBe(503);
    await page.goto("/orders");
    await expect(page.getByText(/database does not answer/i).first()).toBeVisible();
    await expectNothingFound(page, "a page without a database");

    await road.open();
    await expect.poll(health).toBe(200);
    await page.goto("/orders");
    await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();
  } finally {
    await context.close();
    await stopApp(app);
    await road.cut();
  }
});
