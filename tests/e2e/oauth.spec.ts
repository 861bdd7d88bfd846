import { expect, type Page, test } from "@playwright/test";
import { createHttpSession, type HttpSession } from "../../scripts/lib/http-session.mjs";
import { startGitHub } from "../helpers/github-server";
import { type Forgery, openIdClient, startOpenId } from "../helpers/openid-server";
import { createPerson, openFresh, withDatabase } from "./people-support";
import { type ReadyApp, startReadyApp } from "./second-app";

/** Servers of our own on this machine, in the places of GitHub and Google. */
let github: Awaited<ReturnType<typeof startGitHub>>;
let google: Awaited<ReturnType<typeof startOpenId>>;
let app: ReadyApp;

test.beforeAll(async () => {
  [github, google] = await Promise.all([startGitHub(), startOpenId()]);
  app = await startReadyApp({
    AUTH_GITHUB_ID: "id",
    AUTH_GITHUB_SECRET: "secret",
    AUTH_GITHUB_ENTERPRISE_URL: github.url,
    AUTH_GOOGLE_ID: openIdClient.id,
    AUTH_GOOGLE_SECRET: openIdClient.secret,
    AUTH_GOOGLE_ISSUER: google.url,
  });
});

test.afterAll(async () => {
  await app.stop();
  await Promise.all([github.stop(), google.stop()]);
});

test.afterEach(() => google.forge(null));

const providers = [
  {
    name: "GitHub",
    id: "github",
    vouchFor: (email: string, verified = true) => github.vouchFor({ email, verified, primary: true }),
  },
  {
    name: "Google",
    id: "google",
    vouchFor: (email: string, verified = true) =>
      google.vouchFor({ email, email_verified: verified, name: "Somebody" }),
  },
];

async function invite(email: string) {
  await withDatabase(
    (sql) => sql`
      insert into invitations (email, role, token_hash, invited_by, expires_at)
      select ${email}, 'analyst', ${email}, id, now() + interval '1 day' from users limit 1`,
  );
}

const refusal = (page: Page) =>
  page.getByRole("alert").filter({ hasText: "Nobody with that address has an account here" });

for (const { name, id, vouchFor } of providers) {
  const signIn = async (page: Page) => {
    await page.goto(`${app.url}/sign-in?callbackUrl=%2Forders`);
    await page.getByRole("button", { name: `Continue with ${name}` }).click();
  };

  test(`${name} lets in verified addresses with an account or an invitation, and nobody else`, async ({
    browser,
  }) => {
    const page = await openFresh(browser);
    const stranger = `stranger-${Date.now()}@example.com`;
    vouchFor(stranger);
    await signIn(page);
    await expect(refusal(page)).toContainText("Ask an owner or admin for an invitation");

    const person = await createPerson("viewer", id);
    vouchFor(person.email, false);
    await signIn(page);
    await expect(refusal(page)).toContainText("or the address is not verified");
    await page.goto(`${app.url}/orders`);
    await expect(page).toHaveURL(/\/sign-in/);

    vouchFor(person.email.toUpperCase());
    await signIn(page);
    await expect(page).toHaveURL(`${app.url}/orders`);
    await page.goto(`${app.url}/account`);
    await expect(page.getByRole("main").getByText(person.email).first()).toBeVisible();
    await expect(page.getByText(`by ${name}`)).toBeVisible();

    const invited = `joining-${id}-${Date.now()}@example.com`;
    await invite(invited);
    vouchFor(invited, false);
    const guest = await openFresh(browser);
    await signIn(guest);
    await expect(refusal(guest)).toBeVisible();
    vouchFor(invited.toUpperCase());
    await signIn(guest);
    await expect(guest).toHaveURL(`${app.url}/orders`);
    await guest.goto(`${app.url}/account`);
    await expect(guest.getByRole("main").getByText(`${invited} · Analyst`)).toBeVisible();
    await expect(guest.getByText("have no password here")).toBeVisible();

    const refused = await withDatabase(
      (sql) =>
        sql`select subject, details from audit_log where action = 'sign_in.refused' and subject = ${stranger}`,
    );
    expect(refused).toEqual([{ subject: stranger, details: { method: id } }]);
  });

  test(`whoever was removed is let in by ${name} no more`, async ({ browser }) => {
    const person = await createPerson("viewer", `gone-${id}`);
    vouchFor(person.email);
    const page = await openFresh(browser);
    await signIn(page);
    await expect(page).toHaveURL(`${app.url}/orders`);
    await withDatabase(
      (sql) => sql`
      with gone as (delete from users where email = ${person.email} returning id)
      delete from user_sessions where user_id in (select id from gone)`,
    );
    await signIn(page);
    await expect(refusal(page)).toBeVisible();
  });

  test(`an answer of ${name} is good once, and in the browser that asked for it`, async () => {
    const person = await createPerson("viewer", `replayed-${id}`);
    vouchFor(person.email);
    const attacker = createHttpSession(app.url);
    const answer = await askProvider(attacker, id);
    const victim = createHttpSession(app.url);
    // The victim is on the way to the provider too, so that a cookie for an answer is there.
    await askProvider(victim, id);
    await expectRefused(victim, answer);
    await expectRefused(createHttpSession(app.url), answer);

    const forgeries: ((url: URL) => void)[] = [
      (url) => url.searchParams.delete("state"),
      (url) => url.searchParams.set("state", "x"),
      (url) => url.searchParams.set("state", answer.searchParams.get("state") ?? ""),
    ];
    for (const forge of forgeries) {
      const session = createHttpSession(app.url);
      const url = await askProvider(session, id);
      forge(url);
      await expectRefused(session, url);
    }

    const own = createHttpSession(app.url);
    const good = await askProvider(own, id);
    await own.request(good);
    expect(own.hasCookie("session-token")).toBe(true);
    const again = await own.request(good);
    expect(new URL(again.headers.get("location") ?? "", app.url).pathname).toBe("/sign-in");
    await expectRefused(createHttpSession(app.url), good);
    const sessions = await withDatabase(
      (sql) =>
        sql`select 1 from user_sessions s join users u on u.id = s.user_id where u.email = ${person.email}`,
    );
    expect(sessions).toHaveLength(1);
  });

  test(`${name} is told to lead back to the address that is configured, whatever host is named`, async () => {
    for (const host of ["evil.example", "evil.example:443", "localhost.evil.example"]) {
      const headers = { "x-forwarded-host": host, "x-forwarded-proto": "https", forwarded: `host=${host}` };
      const answer = await askProvider(createHttpSession(app.url), id, "/", headers);
      expect(answer.origin, host).toBe(app.url);
    }
  });

  test(`signing in with ${name} leads to a path of ours, whatever the form asks for`, async () => {
    const person = await createPerson("viewer", `led-${id}`);
    vouchFor(person.email);
    for (const callbackUrl of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      `${app.url}@evil.example/`,
    ]) {
      const session = createHttpSession(app.url);
      const answer = await askProvider(session, id, callbackUrl);
      const end = await session.request(answer);
      const location = end.headers.get("location") ?? "";
      expect(new URL(location, app.url).origin, callbackUrl).toBe(app.url);
      expect(session.hasCookie("session-token")).toBe(true);
    }
  });
}

/** Goes to the provider and agrees. @returns where it leads back to. */
async function askProvider(
  session: HttpSession,
  id: string,
  callbackUrl = "/",
  headers: Record<string, string> = {},
): Promise<URL> {
  const { csrfToken } = await (await session.request("/api/auth/csrf")).json();
  const body = new URLSearchParams({ csrfToken, callbackUrl });
  const start = await session.request(`/api/auth/signin/${id}`, { method: "POST", body, headers });
  const agreed = await fetch(start.headers.get("location") ?? "", { redirect: "manual" });
  return new URL(agreed.headers.get("location") ?? "");
}

async function expectRefused(session: HttpSession, answer: URL) {
  const response = await session.request(answer);
  const location = response.headers.get("location") ?? "";
  expect(new URL(location, app.url).pathname).toBe("/sign-in");
  expect(session.hasCookie("session-token")).toBe(false);
}

test("GitHub's public address counts for nothing, and a second verified one for as much as the first", async ({
  browser,
}) => {
  const person = await createPerson("viewer", "second-address");
  github.vouchFor(
    { email: "else@example.com", verified: true, primary: true },
    { email: person.email, verified: true, primary: false },
  );
  const page = await openFresh(browser);
  await page.goto(`${app.url}/sign-in`);
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
});

// Its signature is not among them: Auth.js takes the token from Google itself, over TLS, which vouches for it (OpenID Connect
// Core 3.1.3.7); hence AUTH_GOOGLE_ISSUER has to be https.
test("a token of another issuer, for another app, of another attempt or out of date signs in nobody", async () => {
  const person = await createPerson("viewer", "forged-token");
  google.vouchFor({ email: person.email, email_verified: true });
  const forgeries: Forgery[] = ["issuer", "audience", "nonce", "expired"];
  for (const forgery of forgeries) {
    const session = createHttpSession(app.url);
    google.forge(forgery);
    const answer = await askProvider(session, "google");
    await expectRefused(session, answer);
  }
  google.forge(null);
  const session = createHttpSession(app.url);
  await session.request(await askProvider(session, "google"));
  expect(session.hasCookie("session-token")).toBe(true);
});

test("an address that Google calls verified in any other way than true is not", async () => {
  const person = await createPerson("viewer", "so-to-say-verified");
  google.vouchFor({ email: person.email, email_verified: "true" });
  const session = createHttpSession(app.url);
  await expectRefused(session, await askProvider(session, "google"));
});
