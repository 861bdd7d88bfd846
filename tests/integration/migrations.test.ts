import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";
import postgres from "postgres";
import { expect, inject, it, onTestFinished } from "vitest";
import { createDatabase } from "../../scripts/pg.mjs";
import { createTestDatabase } from "../helpers/database";

const run = promisify(execFile);
const instances = 6;

async function emptyDatabase(): Promise<string> {
  const serverUrl = inject("postgresUrl");
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  onTestFinished(async () => {
    const sql = postgres(serverUrl, { max: 1, prepare: false });
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql.end();
  });
  return createDatabase({ url: serverUrl, name });
}

const countMigrations = () => readdirSync("db/migrations").filter((name) => name.endsWith(".sql")).length;

/** Columns, indexes and constraints, as PostgreSQL describes them. */
async function describeSchema(url: string): Promise<string[]> {
  const sql = postgres(url, { max: 1, prepare: false });
  try {
    const rows = await sql<{ line: string }[]>`
      select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as line
      from information_schema.columns where table_schema = 'public'
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select conrelid::regclass || ' ' || conname from pg_constraint where connamespace = 'public'::regnamespace
      order by 1`;
    return rows.map(({ line }) => line);
  } finally {
    await sql.end();
  }
}

it("of many instances that migrate an empty database at once one does the work, and all of them succeed", async () => {
  const url = await emptyDatabase();
  const env = { ...process.env, DATABASE_URL: url };
  const outputs = await Promise.all(
    Array.from({ length: instances }, () => run(process.execPath, ["scripts/migrate.mjs"], { env })),
  );
  const total = countMigrations();
  const said = outputs.map(({ stdout }) => stdout.trim()).sort();
  const idle = `0 migrations applied, ${total} in all.`;
  expect(said).toEqual([
    ...Array.from({ length: instances - 1 }, () => idle),
    `${total} migrations applied, ${total} in all.`,
  ]);
  const alone = await createTestDatabase();
  onTestFinished(alone.drop);
  expect(await describeSchema(url)).toEqual(await describeSchema(alone.url));
});

it("an instance that is killed half-way through leaves nothing, and the next one does it all", async () => {
  const url = await emptyDatabase();
  const env = { ...process.env, DATABASE_URL: url };
  const sql = postgres(url, { max: 2, prepare: false });
  onTestFinished(() => sql.end());
  // A table of the same name that is not committed holds the migration up where it makes its own.
  await sql
    .begin(async (tx) => {
      await tx`create table customers (id int)`;
      const child = execFile(process.execPath, ["scripts/migrate.mjs"], { env });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await expect.poll(() => countWaiting(sql)).toBe(1);
      child.kill("SIGKILL");
      await ended;
      throw new Error("taken back");
    })
    .catch((error: Error) => expect(error.message).toBe("taken back"));
  const { stdout } = await run(process.execPath, ["scripts/migrate.mjs"], { env });
  const total = countMigrations();
  expect(stdout.trim()).toBe(`${total} migrations applied, ${total} in all.`);
});

async function countWaiting(sql: postgres.Sql): Promise<number> {
  const rows = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return rows.length;
}
