import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { UserError } from "./output.mjs";
import { readTail, runCommand } from "./processes.mjs";
import { dataRoot, logRoot, readJson, writeJsonPrivately } from "./project.mjs";

/**
 * Fetched when it is wanted, and kept by npm: it is 180 MB with all it needs, which no test and no build would use. The
 * last line of versions that says it runs on Node 20.9.
 */
const program = "lighthouse@12.8.2";
const TIMEOUT_MS = 180_000;

export const categories = /** @type {const} */ (["performance", "accessibility", "best-practices", "seo"]);

/**
 * A dashboard is private: its pages say `noindex` and robots.txt forbids them all, which is right, and which the SEO
 * category would otherwise count as a fault. Everything else of that category applies.
 */
const notApplicable = ["is-crawlable"];

/** @typedef {{ scores: Record<string, number>, metrics: Record<string, string>, faults: string[] }} Report */

function readReport(json) {
  const show = (id) => json.audits[id]?.displayValue?.replace(/\u00a0/g, " ") ?? "";
  const failing = (category) =>
    json.categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (json.audits[id].score ?? 1) < 0.9)
      .map(({ id }) => `${category}: ${id} ${show(id)}`.trim());
  return {
    scores: Object.fromEntries(
      categories.map((name) => [name, Math.round(json.categories[name].score * 100)]),
    ),
    metrics: {
      LCP: show("largest-contentful-paint"),
      TBT: show("total-blocking-time"),
      CLS: show("cumulative-layout-shift"),
    },
    faults: categories.flatMap(failing),
  };
}

/**
 * One audit of one page.
 *
 * @param {{ url: string, formFactor: "desktop" | "mobile", cookie: string, browser: import("../browser.mjs").Browser }} options
 * @returns {Promise<Report>}
 */
export async function auditPage({ url, formFactor, cookie, browser }) {
  const stem = path.join(dataRoot, `lighthouse-${randomBytes(4).toString("hex")}`);
  const [report, headers] = [`${stem}.json`, `${stem}-headers.json`];
  const logFile = path.join(logRoot, "lighthouse.log");
  writeJsonPrivately(headers, cookie ? { Cookie: cookie } : {});
  const flags = ["--headless=new", ...browser.args].join(" ");
  const args = [
    ...["--yes", program, url, "--quiet", "--output=json", `--output-path=${report}`],
    ...[`--only-categories=${categories.join(",")}`, `--skip-audits=${notApplicable.join(",")}`],
    ...[`--extra-headers=${headers}`, `--chrome-flags=${flags}`],
    ...(formFactor === "desktop" ? ["--preset=desktop"] : []),
  ];
  const env = { ...process.env, ...browser.env, CHROME_PATH: browser.executablePath ?? "" };
  try {
    const code = await runCommand("npx", args, { env, logFile, timeoutMs: TIMEOUT_MS });
    const json = readJson(report);
    if (code !== 0 || !json || json.runtimeError)
      throw new UserError(`Lighthouse could not look at ${url}:\n${readTail(logFile, 10)}`);
    return readReport(json);
  } finally {
    rmSync(report, { force: true });
    rmSync(headers, { force: true });
  }
}
