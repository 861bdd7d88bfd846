import { expect, test } from "vitest";
import { arePackagesCurrent } from "../../../scripts/lib/install.mjs";

const wanted = {
  "": { name: "project" },
  "node_modules/zod": { version: "4.6.7" },
  "node_modules/@next/swc-darwin-arm64": { version: "16.4.5", optional: true, os: ["darwin"] },
};

test("packages for other platforms may be missing", () => {
  expect(arePackagesCurrent(wanted, { "node_modules/zod": { version: "4.6.7" } })).toBe(true);
});

test("a missing package, another version and an interrupted install are noticed", () => {
  expect(arePackagesCurrent(wanted, {})).toBe(false);
  expect(arePackagesCurrent(wanted, { "node_modules/zod": { version: "4.6.6" } })).toBe(false);
  expect(arePackagesCurrent(wanted, undefined)).toBe(false);
});
