import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { hash } from "bcryptjs";
import postgres from "postgres";
import type { Role } from "@/lib/roles";
import {
  createHttpSession,
  type HttpSession,
  signIn as postCredentials,
} from "../../scripts/lib/http-session.mjs";
import { requireLocalDatabase } from "../../scripts/lib/local-only.mjs";
import { required, signIn } from "./support";

export const baseUrl = required("E2E_BASE_URL");
export const password = "correct horse battery";
const databaseUrl = required("DATABASE_URL");
requireLocalDatabase(databaseUrl);

export type Person = { email: string; password: string };

// What a sign-in costs on purpose is not what these tests are about; the owner's password is hashed as everybody's.
const cheapHash = hash(password, 4);

/** An account of its own for a test, as `npm run user:create` writes it: forty processes would take a minute. */
export async function createPerson(role: Role, name: string): Promise<Person> {
  const email = `${name}-${randomUUID().slice(0, 8)}@example.com`;
  const passwordHash = await cheapHash;
  await withDatabase(
    (sql) => sql`insert into users (email, role, password_hash) values (${email}, ${role}, ${passwordHash})`,
  );
  return { email, password };
}

/** Signs in over HTTP alone, for tests that look at answers and not at pages. */
export async function httpSession(person: Person): Promise<HttpSession> {
  const session = createHttpSession(baseUrl);
  await postCredentials(session, person);
  return session;
}

/** A browser window of its own, signed in. */
export async function openAs(browser: Browser, person: Person): Promise<Page> {
  const page = await openFresh(browser);
  await signIn(page, person);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return page;
}

/** A browser window that has never been here. */
export async function openFresh(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseUrl, storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

/** Looks at or arranges the app's database, which is the test's own. */
export async function withDatabase<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(databaseUrl, { max: 2, prepare: false, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

export async function limitToShops({ email }: Person, shopIds: string[]): Promise<void> {
  await withDatabase((sql) => sql`update users set shop_ids = ${shopIds} where email = ${email}`);
}
