import { expect, test } from "@playwright/test";
import { findFreePort } from "../../scripts/lib/ports.mjs";
import { migrateDatabase } from "../../scripts/migrate.mjs";
import { createDatabase } from "../../scripts/pg.mjs";
import { expectNothingFound } from "./axe";
import { openFresh, password } from "./people-support";
import { appEnvironment, startApp, stopApp } from "./second-app";

test("an empty installation leads its first visitor to an owner's account and to TikTok, and shuts the door behind", async ({
  browser,
}) => {
  const env = appEnvironment();
  const server = new URL(env.DATABASE_URL ?? "");
  server.pathname = "/postgres";
  const databaseUrl = await createDatabase({ url: server.toString(), name: `first_run_${Date.now()}` });
  await migrateDatabase(databaseUrl);
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const { app } = startApp(port, { ...env, DATABASE_URL: databaseUrl, AUTH_URL: url, PORT: String(port) });
  try {
    const page = await openFresh(browser);
    await expect
      .poll(async () => (await page.request.get(`${url}/api/health`).catch(() => null))?.status())
      .toBe(200);
    await page.goto(`${url}/orders`);
    await expect(page).toHaveURL(`${url}/setup`);
    await expect(page.getByRole("listitem").filter({ hasText: /^1Owner/ })).toHaveAttribute(
      "aria-current",
      "step",
    );
    await expectNothingFound(page, "/setup");
    await page.getByLabel("Email").fill("first@example.com");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Create owner" }).click();
    await expect(page.getByRole("heading", { name: "Connect your TikTok Shop" })).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: /^2Shop/ })).toHaveAttribute(
      "aria-current",
      "step",
    );
    await expectNothingFound(page, "the Overview without a shop");
    expect((await page.request.get(`${url}/setup`)).status()).toBe(404);
    await page
      .getByRole("link", { name: /^Connect a shop/ })
      .first()
      .click();
    await expect(page.getByRole("button", { name: "Authorise" })).toBeVisible();
  } finally {
    await stopApp(app);
  }
});
