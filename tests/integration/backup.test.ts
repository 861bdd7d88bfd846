import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, type TestContext } from "vitest";
import { closeDatabase, getSql } from "@/db/client";
import { resetEnv } from "@/lib/env";
import { syncDueShops } from "@/lib/sync/dispatch";
import { replayShop } from "@/lib/sync/replay";
import { startTemporaryPostgres } from "../../scripts/lib/temporary-postgres.mjs";
import { migrateDatabase } from "../../scripts/migrate.mjs";
import { createDatabase } from "../../scripts/pg.mjs";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { findPgTools, type PgTools } from "../helpers/pg-tools";
import { byId, openShop, readCopy, readTruth, rollupDifferences } from "../helpers/shop";

let tools: PgTools | null = null;
let server: Awaited<ReturnType<typeof startTemporaryPostgres>> | undefined;
const folder = mkdtempSync(path.join(os.tmpdir(), "dashboard-backup-"));

beforeAll(async () => {
  tools = await findPgTools();
  if (tools) server = await startTemporaryPostgres({ programs: tools.programs });
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Without the programs this cannot be tried: Node and npm are all that a machine has to have. The summary counts it as skipped. */
function requireTools(context: TestContext) {
  if (tools && server) return { tools, url: server.url };
  return context.skip("PostgreSQL's own pg_dump, pg_restore and server (15 or newer) are not installed here");
}

async function connectedShopOn(serverUrl: string, name: string, orders: number) {
  const url = await createDatabase({ url: serverUrl, name });
  await migrateDatabase(url);
  // Its server goes as a whole.
  return openShop({ orders, live: false }, { url, drop: async () => {} });
}

/** From here on the app works on another database. */
async function moveTo(url: string) {
  await closeDatabase();
  process.env.DATABASE_URL = url;
  resetEnv();
}

/** What every table holds, as one number each. */
async function digests(): Promise<Record<string, string>> {
  const sql = getSql();
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables order by 1`;
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as digest from ${name} t`,
    );
    found[name] = String(row?.digest);
  }
  return found;
}

it("a restored backup holds what the database held, and the sync goes on from it as if nothing had been", async (context) => {
  const { tools, url: serverUrl } = requireTools(context);
  const { sandbox, shopId, databaseUrl, close } = await connectedShopOn(serverUrl, "live", 900);
  try {
    await syncNow();
    await resumeUntilDone(60_000);
    const before = await digests();
    expect(before["public.orders"]).toMatch(/^900 /);
    const file = path.join(folder, "whole.dump");
    await tools.dump(databaseUrl, file);
    await sandbox.control({
      clock: { advanceSec: 60 },
      addOrders: { count: 7 },
      changeOrders: { count: 20 },
    });
    await sandbox.control({ clock: { advanceSec: 60 } });

    const restored = await createDatabase({ url: serverUrl, name: "restored" });
    await tools.restore(file, restored);
    await moveTo(restored);
    expect(await digests()).toEqual(before);
    const { applied } = await migrateDatabase(restored);
    expect(applied).toBe(0);
    await syncNow();
    await resumeUntilDone(60_000);
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
    expect(await rollupDifferences(shopId)).toEqual([]);
    const shop = { shopId, name: "", currency: "USD", timezone: "America/Los_Angeles" };
    expect(await replayShop(shop, { isDryRun: true })).toMatchObject({
      missing: 0,
      different: 0,
      rollups: {},
    });
  } finally {
    await close();
  }
});

it("a backup taken in the middle of a first sync is whole, and the sync is finished from it", async (context) => {
  const { tools, url: serverUrl } = requireTools(context);
  const { sandbox, shopId, databaseUrl, close } = await connectedShopOn(serverUrl, "half", 3_000);
  try {
    const file = path.join(folder, "half.dump");
    // Page after page, each slow: seconds in which a dump is taken.
    await sandbox.control({ latencyMs: 150 });
    const syncing = syncDueShops({ budgetMs: 60_000, concurrency: 1 });
    await expect.poll(() => readCopy(shopId).then(({ length }) => length)).toBeGreaterThan(0);
    await tools.dump(databaseUrl, file);
    await syncing;
    await sandbox.control({ latencyMs: 0 });

    const restored = await createDatabase({ url: serverUrl, name: "half_restored" });
    await tools.restore(file, restored);
    await moveTo(restored);
    const taken = (await readCopy(shopId)).length;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(3_000);
    // Whoever held the lease is gone with the machine; it would run out after 20 s.
    await getSql()`update sync_metadata set lease_expires_at = now() - interval '1 second'`;
    await resumeUntilDone(60_000);
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
    expect(await rollupDifferences(shopId)).toEqual([]);
  } finally {
    await close();
  }
});
