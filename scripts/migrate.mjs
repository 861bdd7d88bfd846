import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { explainDatabaseError, isDatabaseStarting } from "./lib/database-errors.mjs";
import { loadEnvFiles } from "./lib/env-files.mjs";
import { isMain } from "./lib/is-main.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";
import { projectRoot } from "./lib/project.mjs";

// Any number will do, as long as it stays the same for every version of this program.
const LOCK_KEY = 7_206_155_300;
const RETRY_EVERY_MS = 500;

/**
 * Applies the migrations that the database does not have yet.
 *
 * @param {string} url
 * @param {{ migrationsFolder?: string, waitMs?: number }} options `waitMs`: how long to wait for a database that is starting
 * @returns {Promise<{ applied: number, total: number }>}
 */
export async function migrateDatabase(url, options = {}) {
  const { migrationsFolder = path.join(projectRoot, "db/migrations"), waitMs = 30_000 } = options;
  if (!existsSync(path.join(migrationsFolder, "meta/_journal.json"))) {
    throw new UserError(`${migrationsFolder} holds no migrations; \`npm run db:generate\` makes them.`);
  }
  if (!URL.canParse(url)) throw new UserError("DATABASE_URL is not a valid URL.");
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      return await applyUnderLock(url, migrationsFolder);
    } catch (error) {
      if (isDatabaseStarting(error) && Date.now() < deadline) {
        await wait(RETRY_EVERY_MS);
        continue;
      }
      throw new UserError(
        explainDatabaseError(error) ?? `A migration failed: ${(error.cause ?? error).message}.`,
        {
          cause: error,
        },
      );
    }
  }
}

/**
 * The lock belongs to the transaction, not to the session: behind a transaction pooler a session lock would stay on a
 * server connection that somebody else gets next. drizzle's own transaction becomes a savepoint inside it.
 */
async function applyUnderLock(url, migrationsFolder) {
  const { default: postgres } = await import("postgres");
  const { drizzle } = await import("drizzle-orm/postgres-js");
  const { migrate } = await import("drizzle-orm/postgres-js/migrator");
  const client = postgres(url, { max: 1, prepare: false, connect_timeout: 10, onnotice: () => {} });
  try {
    return await client.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${LOCK_KEY}::bigint)`;
      const before = await countApplied(tx);
      const nested = Object.assign(tx, { options: client.options, begin: (work) => tx.savepoint(work) });
      await migrate(drizzle(/** @type {any} */ (nested)), { migrationsFolder });
      const total = await countApplied(tx);
      return { applied: total - before, total };
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function countApplied(tx) {
  const [found] = await tx`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`;
  if (!found.exists) return 0;
  const [row] = await tx`select count(*)::int as count from drizzle.__drizzle_migrations`;
  return row.count;
}

async function main() {
  await loadEnvFiles();
  const url = process.env.DATABASE_URL;
  if (!url) throw new UserError("DATABASE_URL is not set, neither in the environment nor in an .env file.");
  const { applied, total } = await migrateDatabase(url);
  say(`${applied} migration${applied === 1 ? "" : "s"} applied, ${total} in all.`);
}

if (isMain(import.meta.url)) {
  main().catch((error) => {
    complain(describeError(error));
    process.exitCode = 1;
  });
}
