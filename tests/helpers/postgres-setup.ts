import type { TestProject } from "vitest/node";
import { startTemporaryPostgres, templateDatabase } from "../../scripts/lib/temporary-postgres.mjs";
import { migrateDatabase } from "../../scripts/migrate.mjs";
import { createDatabase } from "../../scripts/pg.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server's maintenance database; tests make their own by `createTestDatabase`. */
    postgresUrl: string;
  }
}

/** Starts one PostgreSQL for the whole run and migrates a template that every test file clones. */
export default async function setup(project: TestProject) {
  const server = await startTemporaryPostgres();
  try {
    await migrateDatabase(await createDatabase({ url: server.url, name: templateDatabase }));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgresUrl", server.url);
  return () => server.stop();
}
