import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { closeDatabase } from "@/db/client";
import { createUser } from "@/db/mutations/users";
import { hashPassword } from "@/lib/auth/password";
import { resetEnv } from "@/lib/env";
import { finishConnecting, newBrowserSecret, startConnecting } from "@/lib/sync/connect";
import { findFreePort } from "../scripts/lib/ports.mjs";
import { sandboxApp, startSandbox } from "../scripts/lib/sandbox.mjs";
import { migrateDatabase } from "../scripts/migrate.mjs";
import { createDatabase, startPostgres } from "../scripts/pg.mjs";

export type World = {
  databaseUrl: string;
  sandboxUrl: string;
  email: string;
  password: string;
  /** A new database with an owner and, unless told otherwise, the shop connected anew. */
  freshShop(): Promise<string>;
  freshShop(options: { isConnected: false }): Promise<null>;
  control(command: Record<string, unknown>): Promise<{ counters: { total: number } }>;
  stop(): Promise<void>;
};

/** A crash-safe PostgreSQL, a sandbox in a process of its own, and the environment that joins them. */
export async function startWorld(options: { orders: number; latencyMs: number }): Promise<World> {
  const dataDir = path.join(os.tmpdir(), `dashboard-bench-${randomBytes(6).toString("hex")}`);
  const postgres = await startPostgres({ dataDir });
  const sandbox = await startSandbox({
    port: await findFreePort(),
    ...options,
    redirectUrl: "http://localhost:3000/api/tiktok/callback",
    logFile: path.join(os.tmpdir(), "dashboard-bench-logs", "sandbox.log"),
  });
  const [email, password] = ["owner@example.com", randomBytes(12).toString("hex")];
  let databases = 0;
  const world: World = {
    databaseUrl: "",
    sandboxUrl: sandbox.url,
    email,
    password,
    freshShop: (async (options?: { isConnected: false }) => {
      await closeDatabase();
      world.databaseUrl = await createDatabase({ url: postgres.url, name: `bench_${databases++}` });
      await migrateDatabase(world.databaseUrl);
      Object.assign(process.env, environment(world.databaseUrl, sandbox.url));
      resetEnv();
      const userId = await createUser({ email, role: "owner", passwordHash: await hashPassword(password) });
      return options ? null : connect(sandbox.url, userId);
    }) as World["freshShop"],
    async control(command) {
      const answer = await fetch(`${sandbox.url}/__control`, {
        method: "POST",
        body: JSON.stringify(command),
      });
      if (!answer.ok)
        throw new Error(`the sandbox refused ${JSON.stringify(command)}: ${await answer.text()}`);
      return (await answer.json()) as { counters: { total: number } };
    },
    async stop() {
      await closeDatabase();
      await sandbox.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

const secrets = {
  AUTH_SECRET: randomBytes(24).toString("hex"),
  CRON_SECRET: randomBytes(24).toString("hex"),
  TOKEN_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
};

export function environment(databaseUrl: string, sandboxUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    ...secrets,
    TIKTOK_APP_KEY: sandboxApp.key,
    TIKTOK_APP_SECRET: sandboxApp.secret,
    TIKTOK_SERVICE_ID: sandboxApp.serviceId,
    TIKTOK_API_URL: sandboxUrl,
    TIKTOK_AUTH_URL: sandboxUrl,
    TIKTOK_AUTHORIZE_URL: `${sandboxUrl}/open/authorize`,
    LOG_LEVEL: "warn",
  };
}

async function connect(sandboxUrl: string, userId: string): Promise<string> {
  const secret = newBrowserSecret();
  const form = new URLSearchParams(new URL(await startConnecting(userId, secret)).searchParams);
  form.set("decision", "approve");
  const consent = new URL("/open/authorize/decision", sandboxUrl);
  const answer = await fetch(consent, { method: "POST", body: form, redirect: "manual" });
  const back = new URL(answer.headers.get("location") ?? "").searchParams;
  const callback = { code: back.get("code"), state: back.get("state"), error: null };
  const [shopId] = await finishConnecting(callback, userId, secret);
  if (!shopId) throw new Error("the sandbox granted no shop");
  return shopId;
}
