import path from "node:path";
import { defineConfig } from "vitest/config";

const shared = {
  resolve: {
    alias: {
      "@": path.resolve(import.meta.dirname),
      "server-only": path.resolve(import.meta.dirname, "tests/helpers/server-only.ts"),
    },
  },
};

/** A busy machine is no failure; what hangs is noticed all the same. */
const patience = { expect: { poll: { timeout: 20_000 } } };

export default defineConfig({
  test: {
    // The driver asks for the types of arrays when a connection begins, and waits for the answer nowhere: a connection that
    // is cut in that very moment leaves an error that nobody can catch. The query that opened the connection fails too.
    onUnhandledError: (error) => !("query" in error && String(error.query).includes("pg_catalog.pg_type")),
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts", "sandbox/**/*.test.ts"],
          testTimeout: 60_000,
          ...patience,
          server: { deps: { inline: ["next-auth"] } },
        },
      },
      {
        ...shared,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/helpers/postgres-setup.ts"],
          testTimeout: 120_000,
          ...patience,
          hookTimeout: 120_000,
          server: { deps: { inline: ["next-auth"] } },
        },
      },
    ],
  },
});
