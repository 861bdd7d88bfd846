import { cpSync, existsSync, rmSync } from "node:fs";
import path from "node:path";
import { nextProgram } from "./lib/next-app.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";
import { runCommand } from "./lib/processes.mjs";
import { projectRoot } from "./lib/project.mjs";

const target = path.join(projectRoot, ".next/standalone");

/** Commands that a server needs beside the app. Two folders deep, because they look for the project two folders up. */
const tools = [
  "migrate.mjs",
  "scheduler.mjs",
  "user-create.ts",
  "user-password.ts",
  "keys-rotate.ts",
  "replay.ts",
  "buyer-erase.ts",
];

async function buildNext() {
  const env = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_OUTPUT: "standalone",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const code = await runCommand(process.execPath, [nextProgram, "build"], { env });
  if (code !== 0) throw new UserError("`next build` failed.");
}

/** Next leaves out what a CDN might serve, and knows nothing of migrations and schedules. */
function addFiles() {
  cpSync(path.join(projectRoot, ".next/static"), path.join(target, ".next/static"), { recursive: true });
  for (const name of ["public", "db/migrations", "vercel.json"])
    cpSync(path.join(projectRoot, name), path.join(target, name), { recursive: true });
  // Next copies them along; secrets belong into the server's environment, not into what is shipped.
  for (const name of [".env", ".env.production", ".env.local", ".env.production.local"])
    rmSync(path.join(target, name), { force: true });
}

/** What packages in CommonJS take for granted. */
const commonJs = [
  'import { createRequire as makeRequire } from "node:module";',
  'import { fileURLToPath as toPath } from "node:url";',
  "const require = makeRequire(import.meta.url);",
  "const __filename = toPath(import.meta.url);",
  'const __dirname = toPath(new URL(".", import.meta.url));',
].join("\n");

async function bundleTools() {
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints: tools.map((name) => path.join(projectRoot, "scripts", name)),
    outdir: path.join(target, "tools/bin"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["react-server"],
    banner: { js: commonJs },
    logLevel: "error",
  });
}

async function main() {
  await buildNext();
  if (!existsSync(path.join(target, "server.js")))
    throw new UserError(`Next has left no ${target}/server.js.`);
  addFiles();
  await bundleTools();
  say(`${path.relative(process.cwd(), target)} runs by itself: node server.js; node tools/bin/migrate.mjs`);
}

main().catch((error) => {
  complain(describeError(error));
  process.exitCode = 1;
});
