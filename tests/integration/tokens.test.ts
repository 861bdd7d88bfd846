import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { env } from "@/lib/env";
import { unseal } from "@/lib/seal";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { StoredTokens } from "@/lib/sync/tokens";
import { TikTokClient } from "@/lib/tiktok/client";
import type { Sandbox } from "../../sandbox/server";
import { syncNow } from "../helpers/crons";
import { connect, connectedShop } from "../helpers/shop";

const daySec = 86_400;

async function storedConnection() {
  const [row] = await getSql()<
    { id: string; open_id: string; access: string; refresh: string; status: string; version: number }[]
  >`
    select id, open_id, access_token_sealed as access, refresh_token_sealed as refresh, status,
      token_version as version
    from tiktok_connections`;
  if (!row) throw new Error("nothing is connected");
  const open = (kind: "access" | "refresh") =>
    unseal(row[kind], `${kind}:${row.open_id}`, env().TOKEN_ENCRYPTION_KEY);
  return { ...row, access: open("access"), refresh: open("refresh") };
}

function clientOf({ appKey, appSecret, url }: Sandbox, fetchLike: typeof fetch = fetch): TikTokClient {
  return new TikTokClient({ appKey, appSecret, apiUrl: url, authUrl: url }, { fetch: fetchLike });
}

const refreshes = (sandbox: Sandbox) => sandbox.stats().counters.byPath["/api/v2/token/refresh"] ?? 0;
const pathOf = (input: Parameters<typeof fetch>[0]) => new URL(String(input)).pathname;

it("a token is renewed at half its life, before TikTok would refuse it", async () => {
  const { sandbox } = await connectedShop({ orders: 20, live: false });
  const { id } = await storedConnection();
  let nowMs = Date.now();
  const tokens = new StoredTokens(id, clientOf(sandbox), () => nowMs);
  const first = await tokens.current();
  const passDays = async (days: number) => {
    nowMs += days * daySec * 1000;
    await sandbox.control({ clock: { advanceSec: days * daySec } });
  };
  await passDays(3.4);
  expect(await tokens.current()).toBe(first);
  expect(refreshes(sandbox)).toBe(0);
  await passDays(0.2);
  const second = await tokens.current();
  expect(second).not.toBe(first);
  expect(await tokens.current()).toBe(second);
  expect(refreshes(sandbox)).toBe(1);
  await passDays(3.6);
  expect(await tokens.current()).not.toBe(second);
  expect(refreshes(sandbox)).toBe(2);
});

it("of several processes whose token is refused at once one asks TikTok, and all go on with what it got", async () => {
  const { sandbox } = await connectedShop({ orders: 20, live: false, latencyMs: 150 });
  const workers = await Promise.all(Array.from({ length: 3 }, startWorker));
  await sandbox.control({ expireAccessTokens: true, refreshRotation: "strict", resetCounters: true });
  const answers = workers.map(async (worker) => {
    const [message] = (await once(worker, "message")) as [{ refused: string; token: string }];
    return message;
  });
  for (const worker of workers) worker.send("renew");
  const found = await Promise.all(answers);
  expect(refreshes(sandbox)).toBe(1);
  const { access, version } = await storedConnection();
  expect(new Set(found.map(({ token }) => token))).toEqual(new Set([access]));
  expect(found[0]?.refused).not.toBe(access);
  expect(version).toBe(2);
});

async function startWorker(): Promise<ChildProcess> {
  const worker = fork(path.join(import.meta.dirname, "../helpers/token-worker.ts"), [], {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    env: process.env,
  });
  await once(worker, "message");
  return worker;
}

it("both new tokens are stored before either is used", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 20, live: false });
  await syncNow();
  await sandbox.control({ expireAccessTokens: true });
  const before = await storedConnection();
  const used: string[] = [];
  const client = clientOf(sandbox, async (input, init) => {
    const token = new Headers(init?.headers).get("x-tts-access-token");
    const stored = await storedConnection();
    if (token !== null && token !== before.access) {
      expect(stored).toMatchObject({ access: token, version: before.version + 1 });
      expect(stored.refresh).not.toBe(before.refresh);
      used.push(token);
    }
    return fetch(input, init);
  });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  expect(await advanceSync({ shopId, budgetMs: 60_000, client })).toMatchObject({ stopReason: "done" });
  expect(used.length).toBeGreaterThan(0);
});

it("tokens that the database could not take are kept and stored by the next try, not asked for again", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 20, live: false });
  await syncNow();
  await sandbox.control({ expireAccessTokens: true, refreshRotation: "strict", resetCounters: true });
  const sql = getSql();
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'disk is full'; end $$`;
  await sql`
    create trigger refuse before update of access_token_sealed on tiktok_connections
    for each row execute function refuse()`;
  expect((await syncNow())[0]).toMatchObject({ stopReason: "error" });
  await sql`drop trigger refuse on tiktok_connections`;
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  expect(await advanceSync({ shopId, budgetMs: 60_000 })).toMatchObject({ stopReason: "done" });
  expect(refreshes(sandbox)).toBe(1);
  expect((await storedConnection()).status).toBe("active");
});

it("a refusal that comes while the seller connects again does not park what was just connected", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 20, live: false });
  await syncNow();
  const [user] = await getSql()<{ id: string }[]>`select id from users`;
  await sandbox.control({ revokeTokens: true });
  let isConnectedAgain = false;
  const client = clientOf(sandbox, async (input, init) => {
    const answer = await fetch(input, init);
    if (pathOf(input) === "/api/v2/token/refresh" && !isConnectedAgain) {
      isConnectedAgain = true;
      await connect(sandbox, user?.id ?? "");
    }
    return answer;
  });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  expect(await advanceSync({ shopId, budgetMs: 60_000, client })).toMatchObject({ stopReason: "done" });
  expect(await storedConnection()).toMatchObject({ status: "active" });
});

it("an absurdly short life is no reason to renew at each call", async () => {
  const { sandbox } = await connectedShop({ orders: 20, live: false });
  const client = clientOf(sandbox, async (input, init) => {
    const answer = await fetch(input, init);
    if (pathOf(input) !== "/api/v2/token/refresh") return answer;
    const body = (await answer.json()) as { data: Record<string, unknown> };
    body.data.access_token_expire_in = 2;
    return Response.json(body);
  });
  let nowMs = Date.now() + 4 * daySec * 1000;
  const tokens = new StoredTokens((await storedConnection()).id, client, () => nowMs);
  for (let call = 0; call < 30; call++) {
    await tokens.current();
    nowMs += 1_000;
  }
  expect(refreshes(sandbox)).toBe(3);
});
