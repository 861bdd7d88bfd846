import path from "node:path";
import { parseArgs } from "node:util";
import { loadEnvFiles } from "./lib/env-files.mjs";
import { isMain } from "./lib/is-main.mjs";
import { complain, describeError, formatSeconds, say, UserError } from "./lib/output.mjs";
import { projectRoot, readJson } from "./lib/project.mjs";

// Under the 300 s after which Node's fetch gives up waiting for headers, above the longest budget of a cron route.
const CALL_TIMEOUT_MS = 290_000;

/**
 * @typedef {{ path: string, schedule: string }} CronEntry
 * @typedef {{ path: string, ok: boolean, status: number | null, ms: number, error: string | null, body: any }} CronRun
 */

/** @returns {CronEntry[]} */
export function readCrons() {
  return readJson(path.join(projectRoot, "vercel.json"))?.crons ?? [];
}

/** @param {unknown} error */
function explainFailure(error) {
  const { name, message, cause } = /** @type {any} */ (error);
  if (name === "TimeoutError") return `no answer within ${CALL_TIMEOUT_MS / 1000} s`;
  return cause?.code ?? cause?.message ?? message;
}

/** @returns {Promise<CronRun>} */
async function callOnce({ baseUrl, cronSecret, cronPath, signal }) {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  try {
    const response = await fetch(new URL(cronPath, baseUrl), {
      headers: { authorization: `Bearer ${cronSecret}` },
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("application/json");
    const body = isJson ? JSON.parse(text) : null;
    return { path: cronPath, ok: response.ok, status: response.status, ms: elapsed(), error: null, body };
  } catch (error) {
    return {
      path: cronPath,
      ok: false,
      status: null,
      ms: elapsed(),
      error: explainFailure(error),
      body: null,
    };
  }
}

/**
 * Does for a server of one's own what Vercel's cron does: calls each path of vercel.json on its schedule, in UTC.
 * A path that is still being answered is not called again.
 *
 * @param {{ baseUrl: string, cronSecret: string, onRun?: (run: CronRun) => void, crons?: CronEntry[] }} options
 */
export async function startScheduler({ baseUrl, cronSecret, onRun = () => {}, crons = readCrons() }) {
  const { Cron } = await import("croner");
  const abort = new AbortController();
  /** @type {Map<string, Promise<CronRun>>} */
  const underWay = new Map();

  /** @param {string} cronPath @returns {Promise<CronRun> | null} null when that path is still being answered */
  function trigger(cronPath) {
    if (underWay.has(cronPath) || abort.signal.aborted) return null;
    const run = callOnce({ baseUrl, cronSecret, cronPath, signal: abort.signal }).then((result) => {
      underWay.delete(cronPath);
      if (!abort.signal.aborted) onRun(result);
      return result;
    });
    underWay.set(cronPath, run);
    return run;
  }

  const jobs = crons.map(
    (cron) => new Cron(cron.schedule, { timezone: "UTC" }, () => void trigger(cron.path)),
  );
  return {
    paths: crons.map((cron) => cron.path),
    trigger,
    /** Drops calls under way: the app commits page by page, so a later run goes on where this one ended. */
    async stop() {
      for (const job of jobs) job.stop();
      abort.abort();
      await Promise.all(underWay.values());
    },
  };
}

/** @param {CronRun} run */
export function describeRun({ path: cronPath, status, ms, error, body }) {
  const shops = Array.isArray(body?.shops) ? body.shops.map(describeShop).join("; ") : "";
  return [`${cronPath} ${error ?? status} in ${formatSeconds(ms)}`, shops].filter(Boolean).join(" | ");
}

function describeShop({ shopId, stopReason, error, fetched, inserted, updated, more }) {
  const counts = `fetched ${fetched}, new ${inserted}, changed ${updated}`;
  return [shopId, stopReason, error, counts, more ? "more to do" : ""].filter(Boolean).join(" ");
}

async function main() {
  await loadEnvFiles();
  const { values } = parseArgs({ options: { url: { type: "string" } } });
  const baseUrl = values.url ?? process.env.AUTH_URL;
  const cronSecret = process.env.CRON_SECRET;
  if (!cronSecret)
    throw new UserError("CRON_SECRET is not set, neither in the environment nor in an .env file.");
  if (!baseUrl || !URL.canParse(baseUrl))
    throw new UserError("Give the app's address: --url http://localhost:3000");
  const onRun = (run) => say(`${new Date().toISOString()} ${describeRun(run)}`);
  const scheduler = await startScheduler({ baseUrl, cronSecret, onRun });
  say(`Calling ${scheduler.paths.join(", ")} of ${baseUrl} on the schedule of vercel.json. Ctrl-C stops.`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => scheduler.stop());
}

if (isMain(import.meta.url)) {
  main().catch((error) => {
    complain(describeError(error));
    process.exitCode = 1;
  });
}
