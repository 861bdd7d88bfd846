import { projectRoot } from "./project.mjs";

const quiet = { info: () => {}, error: () => {} };

/** Loads `.env*` files into process.env as Next.js does; variables that are already set win. */
export async function loadEnvFiles() {
  const nextEnv = await import("@next/env");
  // A CommonJS package: node wraps its exports in `default`, tsx hands them out as they are.
  const loadEnvConfig = nextEnv.loadEnvConfig ?? nextEnv.default.loadEnvConfig;
  loadEnvConfig(projectRoot, process.env.NODE_ENV !== "production", quiet);
}
