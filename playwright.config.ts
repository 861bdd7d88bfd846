import { defineConfig } from "@playwright/test";
import { requireLocalDatabase } from "./scripts/lib/local-only.mjs";

// scripts/test.mjs finds the browser, starts the app and passes all of it on in these variables.
const environment = process.env;

if (environment.DATABASE_URL) requireLocalDatabase(environment.DATABASE_URL);

function readJsonVariable<T>(name: string, fallback: T): T {
  const text = environment[name];
  return text ? (JSON.parse(text) as T) : fallback;
}

function inheritedEnvironment(): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(environment.CI),
  // The first sync is itself a test; what follows it looks at the shop it has copied.
  projects: [
    { name: "first-sync", testMatch: "first-sync.spec.ts" },
    {
      name: "dashboard",
      testIgnore: "first-sync.spec.ts",
      dependencies: ["first-sync"],
      use: { storageState: "test-results/owner.json" },
    },
  ],
  reporter: [["list"], ["json", { outputFile: environment.E2E_REPORT ?? "test-results/report.json" }]],
  use: {
    baseURL: environment.E2E_BASE_URL ?? "http://localhost:3000",
    // Recording every test to keep it of those that fail takes a third of the whole run.
    trace: environment.E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(environment.E2E_BROWSER ? { executablePath: environment.E2E_BROWSER } : {}),
      args: readJsonVariable<string[]>("E2E_BROWSER_ARGS", []),
      env: { ...inheritedEnvironment(), ...readJsonVariable<Record<string, string>>("E2E_BROWSER_ENV", {}) },
    },
  },
});
