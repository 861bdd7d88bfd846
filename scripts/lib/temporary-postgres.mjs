import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startPostgres } from "../pg.mjs";

/** The migrated database that tests clone. */
export const templateDatabase = "migrated_template";

/**
 * A PostgreSQL for tests: quick, not crash-safe, and gone after `stop()`.
 *
 * @param {{ programs?: import("../pg.mjs").Programs }} [options]
 */
export async function startTemporaryPostgres({ programs } = {}) {
  // Directly below the temporary folder: mkdtemp would make a parent that the server's user cannot enter.
  const dataDir = path.join(os.tmpdir(), `dashboard-test-postgres-${randomBytes(6).toString("hex")}`);
  const server = await startPostgres({ dataDir, fsync: false, ...(programs ? { programs } : {}) });
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(server.dataDir, { recursive: true, force: true });
    },
  };
}
