import { expect, type Page, test } from "@playwright/test";
import { createHttpSession } from "../../scripts/lib/http-session.mjs";
import { linkIn, type MailServer, startMailServer } from "../helpers/mail-server";
import { callAction, findAction } from "./actions";
import { expectNothingFound } from "./axe";
import { createPerson, openFresh, withDatabase } from "./people-support";
import { type ReadyApp, startReadyApp } from "./second-app";
import { owner } from "./support";

/** An app of its own: the one under test has no mail server. */
let app: ReadyApp;
let mailServer: MailServer;
const smtpPassword = "smtp-password-of-the-test";

test.beforeAll(async () => {
  mailServer = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === smtpPassword ? done(null, { user: username }) : done(new Error("Wrong password.")),
  });
  const SMTP_URL = mailServer.url.replace("//", `//post:${smtpPassword}@`);
  app = await startReadyApp({ SMTP_URL, MAIL_FROM: "Shop <dashboard@shop.example>" });
});

test.afterAll(async () => {
  await app.stop();
  await mailServer.stop();
});

test.beforeEach(() => withDatabase((sql) => sql`delete from sign_in_counters`));
test.afterEach(() => mailServer.refuse(null));

const mailsTo = (address: string) => expect.poll(() => mailServer.sentTo(address).length);

function lastLinkTo(address: string): string {
  const mail = mailServer.sentTo(address).at(-1);
  return mail ? linkIn(mail) : "";
}

async function ask(page: Page, email: string) {
  await page.goto(`${app.url}/sign-in`);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  // The sign-in page has such a field too.
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
}

const asked = (page: Page) => page.getByRole("status").filter({ hasText: "a link is on its way" });

async function openOwner(page: Page) {
  await page.goto(`${app.url}/sign-in`);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
}

test("without a mail server nothing offers a mail, and nobody can ask for one", async ({
  browser,
  request,
}) => {
  expect((await request.get("/forgot-password")).status()).toBe(404);
  const page = await openFresh(browser);
  await page.goto("/sign-in");
  await page.getByText("Forgot your password?").click();
  await expect(page.getByText("An owner or admin of this dashboard can make a link for you")).toBeVisible();
});

test("somebody who forgot their password has a link mailed to them, and signs in by it", async ({
  browser,
}) => {
  const person = await createPerson("viewer", "mailed");
  const page = await openFresh(browser);
  await ask(page, person.email.toUpperCase());
  await expect(asked(page)).toBeVisible();
  await expectNothingFound(page, "an asked link");
  await page.goto(`${app.url}/forgot-password`);
  await expectNothingFound(page, "/forgot-password");
  await mailsTo(person.email).toBe(1);
  await page.goto(lastLinkTo(person.email));
  await page.getByLabel("New password").fill("a wholly new password");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await page.goto(lastLinkTo(person.email));
  await expect(page.getByRole("heading", { name: "This link has ended" })).toBeVisible();
});

test("an unknown address gets the same answer, no mail, and waits as long after too many", async ({
  browser,
}) => {
  const person = await createPerson("viewer", "known");
  const stranger = `stranger-${Date.now()}@example.com`;
  const page = await openFresh(browser);
  const answers: string[] = [];
  for (const email of [person.email, stranger]) {
    for (let index = 0; index < 3; index++) {
      await ask(page, email);
      await expect(asked(page)).toBeVisible();
      answers.push((await asked(page).innerText()).replace(email, "ADDRESS"));
    }
    await ask(page, email);
    await expect(
      page.getByRole("alert").filter({ hasText: "Too many links were asked for. Wait" }),
    ).toBeVisible();
  }
  expect(new Set(answers).size).toBe(1);
  await mailsTo(person.email).toBe(3);
  expect(mailServer.sentTo(stranger)).toEqual([]);
  await withDatabase(async (sql) => {
    const entries = await sql`select action from audit_log where subject in (${person.email}, ${stranger})`;
    expect(entries.filter(({ action }) => action === "password.link_asked")).toHaveLength(6);
  });
});

test("the answer waits for no mail, so its time tells nothing", async ({ browser }) => {
  const person = await createPerson("viewer", "unhurried");
  const release = mailServer.hold();
  const page = await openFresh(browser);
  await ask(page, person.email);
  await expect(asked(page)).toBeVisible();
  expect(mailServer.sentTo(person.email)).toEqual([]);
  release();
  await mailsTo(person.email).toBe(1);
});

test("a link leads to the address that is configured, whatever host the request names", async () => {
  const person = await createPerson("viewer", "poisoned");
  const action = findAction("askPasswordLinkAction");
  const forged = { origin: "https://evil.example", "x-forwarded-host": "evil.example" };
  const byNumber = createHttpSession(app.url.replace("localhost", "127.0.0.1"));
  const asks = [
    await callAction(createHttpSession(app.url), action, { email: person.email }, forged),
    await callAction(byNumber, action, { email: person.email }),
  ];
  for (const { text } of asks) expect(text).toContain('"ok":true');
  await mailsTo(person.email).toBe(2);
  for (const mail of mailServer.sentTo(person.email)) {
    expect(new URL(linkIn(mail)).origin).toBe(app.url);
    expect(mail.text).not.toMatch(/evil\.example|127\.0\.0\.1/);
  }
});

test("an invitation is mailed, and its link is shown to whoever invites", async ({ browser }) => {
  const email = `by-mail-${Date.now()}@example.com`;
  const page = await openFresh(browser);
  await openOwner(page);
  await page.goto(`${app.url}/admin/people`);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("button", { name: "Make invitation link" }).click();
  await expect(page.getByText("The mail server took the mail.")).toBeVisible();
  expect(await page.getByRole("textbox", { name: "Link" }).inputValue()).toBe(lastLinkTo(email));
  const guest = await openFresh(browser);
  await guest.goto(lastLinkTo(email));
  await guest.getByLabel("Password").fill("a wholly new password");
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest.getByRole("heading", { name: "Overview" })).toBeVisible();
});

test("when the mail server refuses, whoever invites is told and has the link; no log has it", async ({
  browser,
}) => {
  const email = `bounced-${Date.now()}@example.com`;
  const page = await openFresh(browser);
  await openOwner(page);
  await page.goto(`${app.url}/admin/people`);
  mailServer.refuse(`we do not know ${email}`);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("button", { name: "Make invitation link" }).click();
  await expect(page.getByText("No mail went out. The mail server did not take the mail")).toBeVisible();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const guest = await openFresh(browser);
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "Join the shop dashboard" })).toBeVisible();
  await expect.poll(() => app.output()).toContain("a mail was not sent");
  expect(app.output()).toContain("we do not know [address]");
  expect(app.output()).not.toContain(link.slice(link.lastIndexOf("/") + 1));
  for (const mail of mailServer.mails) {
    const token = linkIn(mail).split("/").at(-1) ?? "";
    expect(app.output()).not.toContain(token);
  }
  expect(app.output()).not.toContain(email);
  expect(app.output()).not.toContain(smtpPassword);
});
