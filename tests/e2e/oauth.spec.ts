import http from "node:http";
import { expect, type Page, test } from "@playwright/test";
import { findFreePort } from "../../scripts/lib/ports.mjs";
import { createPerson, openFresh, withDatabase } from "./people-support";
import { appEnvironment, startApp, stopApp } from "./second-app";

type Email = { email: string; verified: boolean; primary: boolean };

/** A GitHub server of one's own, as far as signing in goes; it vouches for whoever the test says. */
async function startGitHub() {
  const port = await findFreePort();
  let emails: Email[] = [];
  const server = http.createServer((request, answer) => {
    const url = new URL(request.url ?? "/", `http://127.0.0.1:${port}`);
    const json = (body: unknown) => {
      answer.setHeader("content-type", "application/json");
      answer.end(JSON.stringify(body));
    };
    if (url.pathname === "/login/oauth/authorize") {
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", "one-time");
      const state = url.searchParams.get("state");
      if (state) back.searchParams.set("state", state);
      answer.writeHead(302, { location: back.toString() }).end();
    } else if (url.pathname === "/login/oauth/access_token") {
      json({ access_token: "token", token_type: "bearer", scope: "read:user user:email" });
    } else if (url.pathname === "/api/v3/user") {
      // The public address is not to be believed: it may be anything the account's holder typed.
      json({ id: 1, login: "somebody", name: "Somebody", email: "owner@example.com" });
    } else if (url.pathname === "/api/v3/user/emails") json(emails);
    else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    vouchFor: (...list: Email[]) => {
      emails = list;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

const verified = (email: string): Email => ({ email, verified: true, primary: true });

test("GitHub lets in verified addresses with an account or an invitation, and nobody else", async ({
  browser,
}) => {
  const github = await startGitHub();
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const { app } = startApp(port, {
    ...appEnvironment(),
    AUTH_URL: url,
    PORT: String(port),
    AUTH_GITHUB_ID: "id",
    AUTH_GITHUB_SECRET: "secret",
    AUTH_GITHUB_ENTERPRISE_URL: github.url,
  });
  const signIn = async (page: Page) => {
    await page.goto(`${url}/sign-in?callbackUrl=%2Forders`);
    await page.getByRole("button", { name: "Continue with GitHub" }).click();
  };
  try {
    const page = await openFresh(browser);
    await expect
      .poll(async () => (await page.request.get(`${url}/api/health`).catch(() => null))?.status())
      .toBe(200);

    github.vouchFor(verified(`stranger-${Date.now()}@example.com`));
    await signIn(page);
    await expect(
      page.getByRole("alert").filter({ hasText: "Ask an owner or admin for an invitation" }),
    ).toBeVisible();

    const person = await createPerson("viewer", "github");
    github.vouchFor({ email: person.email, verified: false, primary: true });
    await signIn(page);
    await expect(page.getByRole("alert").filter({ hasText: "or the address is not verified" })).toBeVisible();

    github.vouchFor(verified("else@example.com"), { email: person.email, verified: true, primary: false });
    await signIn(page);
    await expect(page).toHaveURL(`${url}/orders`);
    await page.goto(`${url}/account`);
    await expect(page.getByRole("main").getByText(person.email).first()).toBeVisible();
    await expect(page.getByText("by GitHub")).toBeVisible();

    const invited = `joining-${Date.now()}@example.com`;
    await withDatabase(
      (sql) => sql`
        insert into invitations (email, role, token_hash, invited_by, expires_at)
        select ${invited}, 'analyst', ${invited}, id, now() + interval '1 day' from users limit 1`,
    );
    github.vouchFor(verified(invited.toUpperCase()));
    const guest = await openFresh(browser);
    await signIn(guest);
    await expect(guest).toHaveURL(`${url}/orders`);
    await guest.goto(`${url}/account`);
    await expect(guest.getByRole("main").getByText(`${invited} · Analyst`)).toBeVisible();
    await expect(guest.getByText("have no password here")).toBeVisible();
  } finally {
    await stopApp(app);
    await github.stop();
  }
});
