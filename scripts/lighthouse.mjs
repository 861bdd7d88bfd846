import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { connectShop, readShops } from "./lib/connect-shop.mjs";
import { createHttpSession, signIn } from "./lib/http-session.mjs";
import { ensurePackages, requireNodeVersion } from "./lib/install.mjs";
import { auditPage, categories } from "./lib/lighthouse-run.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";
import { createServices } from "./lib/services.mjs";
import { waitForStopSignal } from "./lib/stop-signals.mjs";
import { stackServices, startTestStack } from "./lib/test-stack.mjs";

const ORDERS = 4_000;
const SYNC_TIMEOUT_MS = 180_000;
const limits = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const formFactors = /** @type {const} */ (["desktop", "mobile"]);

const services = createServices(stackServices);

/** The first address below one that a page links to. */
async function findLink(session, from, pattern) {
  const page = await (await session.request(from)).text();
  const [, link] = pattern.exec(page) ?? [];
  if (!link) throw new UserError(`${from} links to no page of one of its own.`);
  return link;
}

async function choosePages(session) {
  return [
    "/sign-in",
    "/",
    "/?range=12m",
    "/orders",
    await findLink(session, "/orders", /href="(\/orders\/\d+)/),
    "/products",
    await findLink(session, "/products", /href="(\/products\/\d+)/),
    "/fulfilment",
    "/customers",
    "/returns",
    "/sync",
    "/admin",
  ];
}

async function openShop(stack) {
  const session = createHttpSession(stack.url);
  await signIn(session, stack.owner);
  await connectShop(session);
  const deadline = Date.now() + SYNC_TIMEOUT_MS;
  while ((await readShops(session))?.[0]?.state !== "up_to_date") {
    if (Date.now() > deadline) throw new UserError("The first sync did not end; see .data/logs.");
    await wait(500);
  }
  return session;
}

const isReached = ({ scores }) => categories.every((name) => scores[name] >= limits[name]);

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Scores of a busy machine vary: a page that misses is looked at twice more, and the middle counts. */
async function auditFairly(options) {
  const first = await auditPage(options);
  if (isReached(first)) return { ...first, runs: 1 };
  const reports = [first, await auditPage(options), await auditPage(options)];
  const scores = Object.fromEntries(
    categories.map((name) => [name, median(reports.map((report) => report.scores[name]))]),
  );
  const middle = reports.find((report) => report.scores.performance === scores.performance) ?? first;
  return { ...middle, scores, runs: reports.length };
}

function showRow({ page, formFactor, report }) {
  const figures = categories.map((name) => String(report.scores[name]).padStart(4)).join(" ");
  const { LCP, TBT, CLS } = report.metrics;
  const times = `LCP ${LCP.padEnd(6)} TBT ${TBT.padEnd(7)} CLS ${CLS.padEnd(6)}`;
  const again = report.runs > 1 ? ` middle of ${report.runs}` : "";
  say(`${isReached(report) ? "ok  " : "FAIL"} ${formFactor.padEnd(8)}${figures}  ${times} ${page}${again}`);
  if (!isReached(report)) for (const fault of report.faults) say(`       ${fault}`);
}

async function run() {
  requireNodeVersion();
  const { values } = parseArgs({ options: { page: { type: "string", multiple: true } } });
  await ensurePackages();
  const { findBrowser } = await import("./browser.mjs");
  const [stack, browser] = await Promise.all([startTestStack(services, { orders: ORDERS }), findBrowser()]);
  const session = await openShop(stack);
  const pages = values.page ?? (await choosePages(session));
  say(`\n     ${"".padEnd(8)}${["perf", "a11y", "best", " seo"].join(" ")}`);
  let missed = 0;
  for (const page of pages) {
    const cookie = page === "/sign-in" ? "" : session.cookieHeader();
    // The first answer of a server that has just started is nobody's measure.
    await session.request(page);
    for (const formFactor of formFactors) {
      const report = await auditFairly({ url: `${stack.url}${page}`, formFactor, cookie, browser });
      showRow({ page, formFactor, report });
      if (!isReached(report)) missed++;
    }
  }
  say(missed === 0 ? "\nEvery page reaches every limit." : `\n${missed} audits miss a limit.`);
  return missed === 0 ? 0 : 1;
}

const interrupted = waitForStopSignal(() => process.exit(130)).then(() => 130);

Promise.race([run(), interrupted])
  .catch((error) => {
    complain(describeError(error));
    return 1;
  })
  .then(async (exitCode) => {
    await services.stopAll();
    process.exit(exitCode);
  });
