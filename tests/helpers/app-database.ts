import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase } from "@/db/client";
import { resetEnv } from "@/lib/env";
import { createTestDatabase, type TestDatabase } from "./database";

/** One migrated database for the tests of a file, behind the app's own pool; no shop and no sandbox. */
export function prepareAppDatabase(): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, {
      DATABASE_URL: database.url,
      AUTH_SECRET: "for-tests-only-0123456789",
      CRON_SECRET: "for-tests-only-0123456789",
      TOKEN_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      TIKTOK_APP_KEY: "key",
      TIKTOK_APP_SECRET: "secret",
      TIKTOK_SERVICE_ID: "1",
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "silent",
    });
    resetEnv();
  });
  afterAll(async () => {
    await closeDatabase();
    await database.drop();
  });
}
