import { parseArgs } from "node:util";
import type { LoggedShop } from "@/db/queries/order-log";
import { AppError } from "@/lib/errors";
import type { ReplayProgress, ReplayReport } from "@/lib/sync/replay";
import { explainDatabaseError } from "./lib/database-errors.mjs";
import { loadEnvFiles } from "./lib/env-files.mjs";
import { complain, describeError, formatCount, formatSeconds, say, UserError } from "./lib/output.mjs";

const USAGE = "Usage: npm run replay [-- --shop ID] [--dry-run]";
const PROGRESS_EVERY_MS = 5_000;
/** A killed replay's lease lives for less. */
const PATIENCE_MS = 30_000;
const RETRY_EVERY_MS = 1_000;
const PHASES = {
  reading: "pages read",
  comparing: "orders compared",
  rollups: "days of figures rebuilt",
} as const;

function readArguments() {
  try {
    return parseArgs({
      options: { shop: { type: "string" }, "dry-run": { type: "boolean", default: false } },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}\n${USAGE}`, { cause: error });
  }
}

function showProgress() {
  let lastAt = Date.now();
  return ({ phase, done, total }: ReplayProgress) => {
    if (Date.now() - lastAt < PROGRESS_EVERY_MS) return;
    lastAt = Date.now();
    say(`  ${formatCount(done)} of ${formatCount(total)} ${PHASES[phase]}`);
  };
}

const counted = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
const list = (counts: Record<string, number>) =>
  Object.entries(counts)
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name} ${formatCount(count)}`)
    .join(", ");

function describe(report: ReplayReport, isDryRun: boolean): string[] {
  const verb = isDryRun ? "differ" : "differed and are mended";
  const lines = [
    `  ${counted(report.orders, "order", "orders")} in ${counted(report.pages, "page", "pages")}`,
  ];
  if (report.missing > 0)
    lines.push(`  ${counted(report.missing, "order", "orders")} ${isDryRun ? "missing" : "restored"}`);
  if (report.different > 0) {
    const details = [list(report.columns), report.lines > 0 ? counted(report.lines, "line", "lines") : ""];
    lines.push(
      `  ${counted(report.different, "order", "orders")} ${verb}: ${details.filter(Boolean).join("; ")}`,
    );
  }
  if (report.readable > 0)
    lines.push(`  ${counted(report.readable, "order", "orders")} set aside can be read now`);
  const rollups = list(report.rollups);
  if (rollups) lines.push(`  days of figures that ${verb}: ${rollups}`);
  if (report.sums.length > 0) lines.push(`  sums that ${verb}: ${report.sums.join(", ")}`);
  if (report.unlogged > 0) {
    const orders = counted(report.unlogged, "order", "orders");
    const since = report.keptSince === null ? "" : `, which is kept since ${report.keptSince.slice(0, 10)}`;
    lines.push(`  ${orders} older than the log${since}: left as they are, only a full resync can check them`);
  }
  return lines;
}

/** @returns true when nothing differed. */
async function replayOne(shop: LoggedShop, isDryRun: boolean): Promise<boolean> {
  const { findsNothing, replayShop } = await import("@/lib/sync/replay");
  say(`${shop.name} (${shop.shopId})`);
  const beganAt = Date.now();
  for (;;) {
    const report = await replayShop(shop, { isDryRun, onProgress: showProgress() });
    if (report) {
      for (const line of describe(report, isDryRun)) say(line);
      const isEqual = findsNothing(report);
      say(
        `  ${isEqual ? "every table says what the log says" : "done"} (${formatSeconds(Date.now() - beganAt)})`,
      );
      return isEqual;
    }
    if (Date.now() - beganAt > PATIENCE_MS) throw new UserError("Another replay of this shop is under way.");
    await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
  }
}

async function main() {
  const { shop: shopId, "dry-run": isDryRun } = readArguments();
  await loadEnvFiles();
  if (!process.env.DATABASE_URL)
    throw new UserError("DATABASE_URL is not set, neither in the environment nor in an .env file.");
  // Loaded late: these modules read the environment, which the .env files must have filled by then.
  const [{ listLoggedShops }, { closeDatabase }] = await Promise.all([
    import("@/db/queries/order-log"),
    import("@/db/client"),
  ]);
  try {
    const shops = (await listLoggedShops()).filter((shop) => shopId === undefined || shop.shopId === shopId);
    if (shopId !== undefined && shops.length === 0)
      throw new UserError(`There is no shop ${shopId} with a log of pages.`);
    let areEqual = true;
    for (const shop of shops) areEqual = (await replayOne(shop, isDryRun)) && areEqual;
    if (isDryRun && !areEqual) process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}

main().catch((error: unknown) => {
  if (error instanceof UserError || error instanceof AppError) complain(error.message);
  else complain(explainDatabaseError(error) ?? describeError(error));
  process.exitCode = 1;
});
