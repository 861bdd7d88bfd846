import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterEach, describe, expect, test, vi } from "vitest";
import { identifyProcess } from "../../../scripts/lib/process-identity.mjs";
import { createDatabase, startPostgres } from "../../../scripts/pg.mjs";

const PATIENCE_MS = 60_000;
const dataDir = path.join(os.tmpdir(), `dashboard-pg-test-${randomBytes(6).toString("hex")}`);
const pgModule = path.resolve(import.meta.dirname, "../../../scripts/pg.mjs");

async function query(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

describe("the PostgreSQL runner", { timeout: PATIENCE_MS }, () => {
  const stops: (() => Promise<void>)[] = [];

  async function start() {
    const server = await startPostgres({ dataDir, fsync: false });
    stops.push(server.stop);
    return server;
  }

  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    rmSync(dataDir, { recursive: true, force: true });
  }, PATIENCE_MS);

  test("keeps data over a stop and a new start", async () => {
    const first = await start();
    const url = await createDatabase({ url: first.url, name: "kept" });
    await query(url, "create table note as select 'Grüße €' as text");
    await first.stop();
    expect(identifyProcess(first.pid)).toBeNull();

    const second = await start();
    const kept = new URL(second.url);
    kept.pathname = "/kept";
    expect(await query(kept.href, "select text from note")).toEqual([{ text: "Grüße €" }]);
  });

  test("makes UTF-8 databases in UTC and lets nobody in without the password", async () => {
    const server = await start();
    const [facts] = await query(
      server.url,
      "select current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone",
    );
    expect(facts).toEqual({ encoding: "UTF8", zone: "UTC" });
    const wrong = new URL(server.url);
    wrong.password = "wrong";
    await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  });

  test("refuses a data folder whose server belongs to a living program", async () => {
    await start();
    await expect(start()).rejects.toThrow(`in use by process ${process.pid}`);
  });

  test("ends the server of a killed parent, and the next start takes the data up", async () => {
    const script = `
      const { startPostgres } = await import(${JSON.stringify(pgModule)});
      const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, fsync: false });
      process.stdout.write(String(server.pid));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "pipe" });
    const [pid] = await once(parent.stdout, "data");
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(identifyProcess(Number(pid))).toBeNull(), PATIENCE_MS);
    expect(existsSync(path.join(dataDir, "cluster/postmaster.pid"))).toBe(false);

    const next = await start();
    expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});
