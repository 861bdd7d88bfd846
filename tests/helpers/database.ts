import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { requireLocalDatabase } from "../../scripts/lib/local-only.mjs";
import { templateDatabase } from "../../scripts/lib/temporary-postgres.mjs";
import { createDatabase } from "../../scripts/pg.mjs";
import type {} from "./postgres-setup";

export type TestDatabase = { url: string; drop(): Promise<void> };

/** A migrated database of its own for one test file; about a tenth of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("postgresUrl");
  requireLocalDatabase(serverUrl);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = await createDatabase({ url: serverUrl, name, template: templateDatabase });
  return { url, drop: () => dropDatabase(serverUrl, name) };
}

async function dropDatabase(serverUrl: string, name: string) {
  const sql = postgres(serverUrl, { max: 1, prepare: false });
  try {
    await sql`drop database if exists ${sql(name)} with (force)`;
  } finally {
    await sql.end();
  }
}
