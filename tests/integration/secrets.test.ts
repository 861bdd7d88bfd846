import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { saveAlertTarget } from "@/db/mutations/alert-settings";
import { sealedColumns } from "@/db/mutations/sealed-values";
import { readAlertTarget } from "@/lib/alerts/target-addresses";
import type { AuditEntry } from "@/lib/audit-actions";
import { env, resetEnv } from "@/lib/env";
import { rotateKeys } from "@/lib/rotate-keys";
import { seal, unseal } from "@/lib/seal";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { connectedShop } from "../helpers/shop";

const newKey = () => randomBytes(32).toString("base64");
const useKeys = (setting: string) => {
  process.env.TOKEN_ENCRYPTION_KEY = setting;
  resetEnv();
};
const entry: AuditEntry = { action: "alerts.changed", actor: null, address: null, userAgent: null };
const setWebhook = (url: string) =>
  saveAlertTarget("webhook", seal(url, "alert:webhook", env().TOKEN_ENCRYPTION_KEY), entry);

async function storedTokens() {
  const [row] = await getSql()<{ openId: string; access: string; refresh: string }[]>`
    select open_id as "openId", access_token_sealed as access, refresh_token_sealed as refresh from tiktok_connections`;
  if (!row) throw new Error("nothing is connected");
  const key = env().TOKEN_ENCRYPTION_KEY;
  return {
    access: unseal(row.access, `access:${row.openId}`, key),
    refresh: unseal(row.refresh, `refresh:${row.openId}`, key),
  };
}

it("after a rotation the new key alone opens everything", async () => {
  const { shopId } = await connectedShop({ orders: 20, live: false });
  await setWebhook("https://example.com/hook");
  const tokens = await storedTokens();
  const [older, newer] = [env().TOKEN_ENCRYPTION_KEY, newKey()];
  useKeys(`${newer},${older}`);
  expect(await rotateKeys(env().TOKEN_ENCRYPTION_KEY)).toEqual({ resealed: 3, current: 0, unreadable: [] });
  expect(await rotateKeys(env().TOKEN_ENCRYPTION_KEY)).toEqual({ resealed: 0, current: 3, unreadable: [] });
  useKeys(newer);
  expect(await storedTokens()).toEqual(tokens);
  expect(await readAlertTarget("webhook")).toBe("https://example.com/hook");
  expect((await advanceSync({ shopId, budgetMs: 60_000 })).stopReason).toBe("done");
});

it("what no key opens is named and left as it is", async () => {
  await connectedShop({ orders: 20, live: false });
  await setWebhook("https://example.com/hook");
  const rows = () => getSql()`select access_token_sealed, refresh_token_sealed from tiktok_connections`;
  const before = await rows();
  const lost = newKey();
  const [id] = await getSql()`select id from tiktok_connections`;
  expect(await rotateKeys(lost)).toEqual({
    resealed: 0,
    current: 0,
    unreadable: [
      `tiktok_connections.access_token_sealed ${id?.id}`,
      `tiktok_connections.refresh_token_sealed ${id?.id}`,
      "alert_settings.webhook_url_sealed 1",
    ],
  });
  expect(await rows()).toEqual(before);
});

it("every sealed column of the database is one that a rotation knows", async () => {
  await connectedShop({ orders: 0 });
  const columns = await getSql()`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name like '%\\_sealed' order by 1, 2`;
  const known = sealedColumns.map(({ table, column }) => ({ table, column }));
  expect(known.sort((a, b) => (`${a.table}.${a.column}` < `${b.table}.${b.column}` ? -1 : 1))).toEqual([
    ...columns,
  ]);
});

it("a sync in every kind of trouble logs no token, secret or signature", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  const first = await storedTokens();
  const faults = ["500", "html", "truncate", "malformed-order", "expired-token", "scope-missing"] as const;
  await sandbox.control({ faults: faults.map((kind, index) => ({ kind, skip: index, times: 1 })) });
  const worker = fork(path.join(import.meta.dirname, "../helpers/sync-worker.ts"), [shopId], {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    env: { ...process.env, LOG_LEVEL: "debug" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said = Promise.all([worker.stdout, worker.stderr].map((stream) => (stream ? text(stream) : "")));
  await once(worker, "exit");
  const log = (await said).join("");
  const second = await storedTokens();
  await sandbox.control({ revokeTokens: true });
  await requestSync({ shopId, kind: "incremental", trigger: "admin" });
  await advanceSync({ shopId, budgetMs: 10_000 });
  const stored = JSON.stringify(await getSql()`select error_code, error_detail from sync_runs`);
  expect(log).toContain("sync stopped");
  for (const secret of [
    ...Object.values(first),
    ...Object.values(second),
    sandbox.appSecret,
    env().TOKEN_ENCRYPTION_KEY,
  ]) {
    expect(log).not.toContain(secret);
    expect(stored).not.toContain(secret);
  }
  expect(log).not.toMatch(/[?&]sign=/);
});
