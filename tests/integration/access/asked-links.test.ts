import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { getSql } from "@/db/client";
import { addAskedLink, createPasswordLink, spendPasswordLink } from "@/db/mutations/password-links";
import { findPasswordLink } from "@/db/queries/people";
import { findUserByEmail } from "@/db/queries/users";
import { mailAskedLink } from "@/lib/auth/asked-link";
import { hashLinkToken } from "@/lib/auth/link-token";
import { askBy } from "@/lib/auth/throttled";
import { resetEnv } from "@/lib/env";
import { prepareAppDatabase } from "../../helpers/app-database";
import { linkIn, type MailServer, startMailServer } from "../../helpers/mail-server";
import { auditedActions, entryBy, newPerson, somewhere } from "../../helpers/people";

prepareAppDatabase();

let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
  const settings = {
    SMTP_URL: server.url,
    MAIL_FROM: "dashboard@shop.example",
    AUTH_URL: "https://shop.example",
  };
  Object.assign(process.env, settings);
  resetEnv();
});
afterAll(() => server.stop());
beforeEach(() => server.refuse(null));

const tokenIn = (link: string) => link.slice(link.lastIndexOf("/") + 1);
const spend = (tokenHash: string) => spendPasswordLink({ tokenHash, passwordHash: "new hash" }, somewhere);

async function linksOf(email: string): Promise<{ minutes: number }[]> {
  return getSql()<{ minutes: number }[]>`
    select round(extract(epoch from l.expires_at - l.created_at) / 60)::int as minutes
    from password_links l join users u on u.id = l.user_id where u.email = ${email} and l.used_at is null`;
}

async function makeLink(userId: string): Promise<string> {
  const admin = await newPerson("owner");
  const tokenHash = crypto.randomUUID();
  const link = { userId, tokenHash, createdBy: admin.id, lifeSec: 60, mayTouchOwners: true };
  await createPasswordLink(link, entryBy(admin, "password.link_made"));
  return tokenHash;
}

it("a link that was asked for comes by mail to the address we hold, is good once, for an hour", async () => {
  const person = await newPerson("viewer");
  await mailAskedLink(person.email.toUpperCase(), somewhere);
  const [mail] = server.sentTo(person.email);
  const link = mail ? linkIn(mail) : "";
  expect(link).toMatch(/^https:\/\/shop\.example\/reset\//);
  expect(await linksOf(person.email)).toEqual([{ minutes: 60 }]);
  const tokenHash = hashLinkToken(tokenIn(link));
  expect(await findPasswordLink(tokenHash)).toEqual({ email: person.email });
  expect(await spend(tokenHash)).toMatchObject(person);
  expect(await spend(tokenHash)).toBeNull();
  expect(await findUserByEmail(person.email)).toMatchObject({ passwordHash: "new hash" });
  const audited = await auditedActions(person.email);
  expect(audited.slice(1)).toEqual(["password.link_asked", "password.link_used"]);
});

it("an unknown address gets no mail and no link; the audit log has that it was asked for", async () => {
  const before = server.mails.length;
  await mailAskedLink("nobody@example.com", somewhere);
  expect(server.mails).toHaveLength(before);
  expect(await auditedActions("nobody@example.com")).toEqual(["password.link_asked"]);
  const [entry] =
    await getSql()`select address, actor_id from audit_log where subject = 'nobody@example.com'`;
  expect(entry).toEqual({ address: somewhere.address, actor_id: null });
});

it("a mail server that refuses breaks nothing: the next try is a new link", async () => {
  const person = await newPerson("analyst");
  server.refuse("not today");
  await mailAskedLink(person.email, somewhere);
  expect(server.sentTo(person.email)).toEqual([]);
  server.refuse(null);
  await mailAskedLink(person.email, somewhere);
  expect(server.sentTo(person.email)).toHaveLength(1);
});

it("asking voids no link of an admin's making, and the first one used voids the rest", async () => {
  const person = await newPerson("viewer");
  const byHand = await makeLink(person.id);
  await mailAskedLink(person.email, somewhere);
  await mailAskedLink(person.email, somewhere);
  const mailed = server.sentTo(person.email).map((mail) => hashLinkToken(tokenIn(linkIn(mail))));
  expect(mailed).toHaveLength(2);
  expect(await spend(byHand)).toMatchObject(person);
  for (const tokenHash of mailed) expect(await spend(tokenHash)).toBeNull();
});

it("of many links used at the same moment one sets the password, and none waits crosswise", async () => {
  const person = await newPerson("viewer");
  const hashes = Array.from({ length: 8 }, () => crypto.randomUUID());
  const entry = { ...somewhere, action: "password.link_asked", actor: null } as const;
  for (const tokenHash of hashes) await addAskedLink({ userId: person.id, tokenHash, lifeSec: 60 }, entry);
  const ends = await Promise.all([...hashes, ...hashes].map(spend));
  expect(ends.filter((end) => end !== null)).toEqual([person]);
  expect(await linksOf(person.email)).toEqual([]);
});

it("three mails to an address, or ten from one visitor, and the next has to wait", async () => {
  for (let index = 0; index < 3; index++) expect(await askBy(["asked:ann", `asker:${index}`])).toBe(0);
  expect(await askBy(["asked:ann", "asker:4"])).toBeGreaterThan(0);
  // Written down as done: what is only begun is forgotten within minutes.
  const counters =
    await getSql()`select pending, round(failures)::int as asked from sign_in_counters where key = 'asked:ann'`;
  expect(counters).toEqual([{ pending: 0, asked: 3 }]);
  for (let index = 0; index < 10; index++) expect(await askBy([`asked:${index}`, "asker:eve"])).toBe(0);
  expect(await askBy(["asked:bob", "asker:eve"])).toBeGreaterThan(0);
  expect(await askBy(["asked:bob", "asker:else"])).toBe(0);
});
