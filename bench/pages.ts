import os from "node:os";
import path from "node:path";
import { connectShop } from "../scripts/lib/connect-shop.mjs";
import { createHttpSession, signIn } from "../scripts/lib/http-session.mjs";
import { appUrl, buildApp, startApp } from "../scripts/lib/next-app.mjs";
import { findFreePort } from "../scripts/lib/ports.mjs";
import { generateShop } from "./generate-shop";
import type { Measurement } from "./results";
import { environment, type World } from "./world";

type Session = ReturnType<typeof createHttpSession>;

const restingPages = [
  "/",
  "/?range=12m",
  "/orders",
  "/products",
  "/fulfilment",
  "/customers",
  "/returns",
  "/sync",
  "/admin",
];
const requestsPerPage = 200;

/** Server time over loopback, to the last byte: of each page with a shop at rest, of the Overview while a full sync runs. */
export async function measurePages(world: World): Promise<Measurement[]> {
  await buildApp();
  const rows: Measurement[] = [];
  await withApp(world, async (session) => {
    rows.push(...(await timeResting(session, "at rest", 50)));
  });
  const shopId = await world.freshShop({ isConnected: false });
  if (shopId !== null) throw new Error("the shop is connected already");
  await withApp(world, async (session) => {
    await timePages(session, "/", { count: 30 });
    await connectShop(session);
    const timings = await timePages(session, "/", { until: () => isUpToDate(session) });
    rows.push(...toRows("/ during a full sync in the same process", timings));
  });
  return rows;
}

/** The same pages of a shop of any size, made in SQL. */
export async function measureLargePages(world: World, orders: number): Promise<Measurement[]> {
  await buildApp();
  await world.freshShop({ isConnected: false });
  await generateShop({ orders });
  let rows: Measurement[] = [];
  await withApp(world, async (session) => {
    rows = await timeResting(session, `with ${orders.toLocaleString("en-US")} orders`, 75);
  });
  return rows;
}

async function timeResting(session: Session, when: string, limitMs: number): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const page of restingPages) {
    await timePages(session, page, { count: 20 });
    rows.push(
      ...toRows(`${page} ${when}`, await timePages(session, page, { count: requestsPerPage }), limitMs),
    );
  }
  return rows;
}

async function withApp(world: World, work: (session: Session) => Promise<void>): Promise<void> {
  const port = await findFreePort();
  const url = appUrl(port);
  await world.control({});
  const env = {
    ...process.env,
    ...environment(world.databaseUrl, world.sandboxUrl),
    AUTH_URL: url,
    AUTH_TRUST_HOST: "true",
    PORT: String(port),
    NODE_ENV: "production" as const,
  };
  const logFile = path.join(os.tmpdir(), "dashboard-bench-logs", "app.log");
  const app = await startApp({ port, env, logFile });
  try {
    const session = createHttpSession(url);
    await signIn(session, world);
    await work(session);
  } finally {
    await app.stop();
  }
}

async function isUpToDate(session: Session): Promise<boolean> {
  const answer = await session.request("/api/sync/status");
  const { shops } = (await answer.json()) as { shops: { state: string }[] };
  return shops[0]?.state === "up_to_date";
}

/** Milliseconds of each request, one after another, as one person's clicks are. */
async function timePages(
  session: Session,
  page: string,
  stop: { count?: number; until?: () => Promise<boolean> },
): Promise<number[]> {
  const timings: number[] = [];
  for (;;) {
    const startedAt = performance.now();
    const answer = await session.request(page);
    await answer.arrayBuffer();
    timings.push(performance.now() - startedAt);
    if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}`);
    if (stop.count !== undefined && timings.length >= stop.count) return timings;
    if (stop.until && timings.length % 10 === 0 && (await stop.until())) return timings;
    await new Promise((resolve) => setTimeout(resolve, stop.until ? 50 : 0));
  }
}

function toRows(what: string, timings: number[], limitMs = 50): Measurement[] {
  const sorted = [...timings].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return [
    { what: `${what}: p50 of ${sorted.length}`, value: at(0.5), unit: "ms" },
    { what: `${what}: p95`, value: at(0.95), unit: "ms", limit: `< ${limitMs}` },
  ];
}
