import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import { closeDatabase, getSql } from "@/db/client";
import { createUser } from "@/db/mutations/users";
import { resetEnv } from "@/lib/env";
import { finishConnecting, newBrowserSecret, startConnecting } from "@/lib/sync/connect";
import { type Sandbox, startSandbox } from "../../sandbox/server";
import type { SandboxOptions } from "../../sandbox/types";
import { createTestDatabase, type TestDatabase } from "./database";

export type ShopFixture = { sandbox: Sandbox; shopId: string; databaseUrl: string };

/** A database of its own, a sandbox of its own, and its shop connected through the consent page. */
export async function connectedShop(options: SandboxOptions = {}): Promise<ShopFixture> {
  const { close, ...fixture } = await openShop(options);
  onTestFinished(close);
  return fixture;
}

/** The same for as long as its user wants, in a migrated database that is empty. */
export async function openShop(
  options: SandboxOptions,
  given?: TestDatabase,
): Promise<ShopFixture & { close(): Promise<void> }> {
  const database = given ?? (await createTestDatabase());
  const sandbox = await startSandbox({ orders: 1_200, latencyMs: 0, ...options });
  const close = async () => {
    await closeDatabase();
    await sandbox.close();
    await database.drop();
  };
  setEnvironment(database.url, sandbox);
  const userId = await createUser({ email: "owner@example.com", role: "owner", passwordHash: "none" });
  const [shopId] = await connect(sandbox, userId);
  if (!shopId) throw new Error("the sandbox granted no shop");
  return { sandbox, shopId, databaseUrl: database.url, close };
}

function setEnvironment(databaseUrl: string, sandbox: Sandbox): void {
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "for-tests-only-0123456789",
    CRON_SECRET: "for-tests-only-0123456789",
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    TIKTOK_APP_KEY: sandbox.appKey,
    TIKTOK_APP_SECRET: sandbox.appSecret,
    TIKTOK_SERVICE_ID: sandbox.serviceId,
    TIKTOK_API_URL: sandbox.url,
    TIKTOK_AUTH_URL: sandbox.url,
    TIKTOK_AUTHORIZE_URL: `${sandbox.url}/open/authorize`,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "silent",
  });
  resetEnv();
}

/** Presses "Authorise" on the consent page and follows TikTok's redirect back to us. */
export async function connect(sandbox: Sandbox, userId: string): Promise<string[]> {
  const { callback, secret } = await consent(sandbox, userId, "approve");
  return finishConnecting(callback, userId, secret);
}

/** Goes to the consent page and decides there. @returns what TikTok's redirect brings back to our callback. */
export async function consent(sandbox: Sandbox, userId: string, decision: "approve" | "decline") {
  const secret = newBrowserSecret();
  const page = new URL(await startConnecting(userId, secret));
  const form = new URLSearchParams(page.searchParams);
  form.set("decision", decision);
  const answer = await fetch(new URL("/open/authorize/decision", sandbox.url), {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  const back = new URL(answer.headers.get("location") ?? "");
  const callback = {
    code: back.searchParams.get("code"),
    state: back.searchParams.get("state"),
    error: back.searchParams.get("error"),
  };
  return { callback, secret };
}

export type TruthRow = {
  id: string;
  create_time: number;
  update_time: number;
  status: string;
  total_amount: string;
};

/** Every order the shop has, as the sandbox itself knows it. */
export async function readTruth(sandbox: Sandbox): Promise<TruthRow[]> {
  const text = await (await fetch(`${sandbox.url}/__control/truth`)).text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as TruthRow);
}

/** The same rows from the database. */
export async function readCopy(shopId: string): Promise<TruthRow[]> {
  return getSql()<TruthRow[]>`
    select order_id as id, extract(epoch from create_time)::int as create_time,
      extract(epoch from update_time)::int as update_time, status, total_amount::text as total_amount
    from orders where shop_id = ${shopId} order by create_time, order_id`;
}

export function byId<Row extends { id: string }>(rows: Row[]): Row[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export { rollupDifferences } from "./rollups";
