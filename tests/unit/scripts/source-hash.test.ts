import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSources } from "../../../scripts/lib/source-hash.mjs";

let root: string;

function write(file: string, text: string) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "source-hash-"));
  write("app/page.tsx", "one");
  write("package-lock.json", "{}");
});

afterEach(() => rmSync(root, { recursive: true }));

test("the same sources have the same hash", () => {
  expect(hashSources(root)).toBe(hashSources(root));
});

test.each([
  ["a changed source", "app/page.tsx"],
  ["a changed lockfile", "package-lock.json"],
  ["a file in a folder nobody has thought of", "features/new.ts"],
  ["an environment file", ".env.local"],
])("%s changes the hash", (_what, file) => {
  const before = hashSources(root);
  write(file, "two");
  expect(hashSources(root)).not.toBe(before);
});

test.each(["tests/a.test.ts", "docs/a.md", "README.md", ".data/demo.json", "node_modules/a/index.js"])(
  "%s does not change the hash",
  (file) => {
    const before = hashSources(root);
    write(file, "two");
    expect(hashSources(root)).toBe(before);
  },
);

test("moving text from one file to another changes the hash", () => {
  write("app/a.ts", "xy");
  write("app/b.ts", "z");
  const before = hashSources(root);
  write("app/a.ts", "x");
  write("app/b.ts", "yz");
  expect(hashSources(root)).not.toBe(before);
});
