import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

// What cannot change a build. Everything else counts, so that a new top-level folder is never forgotten.
const IGNORED = new Set([
  ...["node_modules", ".git", ".next", ".data", ".github", ".ci", ".vercel", ".vscode", ".idea", ".DS_Store"],
  ...["tests", "docs", "bench", "sandbox", "scripts", "test-results", "playwright-report", "coverage", "out"],
  ...[
    "next-env.d.ts",
    "biome.json",
    "vitest.config.ts",
    "playwright.config.ts",
    "drizzle.config.ts",
    "LICENSE",
  ],
]);

function isSource(name) {
  return !IGNORED.has(name) && !name.endsWith(".md") && !name.endsWith(".tsbuildinfo");
}

function listFiles(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(full);
    return entry.isFile() ? [full] : [];
  });
}

/**
 * Fingerprint of everything a build is made from.
 *
 * @param {string} root
 */
export function hashSources(root) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const entry of readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!isSource(entry.name)) continue;
    const full = path.join(root, entry.name);
    const files = entry.isDirectory() ? listFiles(full) : entry.isFile() ? [full] : [];
    for (const file of files) {
      const content = readFileSync(file);
      hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}
