import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type CronRun, describeRun, readCrons, startScheduler } from "../../../scripts/scheduler.mjs";

type Call = { request: IncomingMessage; response: ServerResponse };

const cleanups: (() => Promise<unknown>)[] = [];

/** A real server whose answers the test gives by hand. */
async function listen() {
  const calls: Call[] = [];
  let announce = () => {};
  const server = createServer((request, response) => {
    calls.push({ request, response });
    announce();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  async function nextCall(): Promise<Call> {
    const call = calls.shift();
    if (call) return call;
    await new Promise<void>((resolve) => {
      announce = resolve;
    });
    return nextCall();
  }
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, calls, nextCall };
}

async function schedule(baseUrl: string, crons: { path: string; schedule: string }[]) {
  const runs: CronRun[] = [];
  const options = {
    baseUrl,
    cronSecret: "a-secret-of-the-cron",
    crons,
    onRun: (run: CronRun) => runs.push(run),
  };
  const scheduler = await startScheduler(options);
  cleanups.push(() => scheduler.stop());
  return { scheduler, runs };
}

const never = "0 0 1 1 *";

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("the local scheduler", () => {
  test("calls a path on its schedule with GET and the cron secret", async () => {
    const { baseUrl, nextCall } = await listen();
    await schedule(baseUrl, [{ path: "/api/cron/resume", schedule: "* * * * * *" }]);
    const { request, response } = await nextCall();
    expect([request.method, request.url]).toEqual(["GET", "/api/cron/resume"]);
    expect(request.headers.authorization).toBe("Bearer a-secret-of-the-cron");
    response.end();
  });

  test("never calls a path that is still being answered, and others meanwhile", async () => {
    const { baseUrl, nextCall, calls } = await listen();
    const crons = ["/a", "/b"].map((path) => ({ path, schedule: never }));
    const { scheduler } = await schedule(baseUrl, crons);
    const first = scheduler.trigger("/a");
    const held = await nextCall();
    expect(scheduler.trigger("/a")).toBeNull();

    const other = scheduler.trigger("/b");
    (await nextCall()).response.end();
    expect((await other)?.ok).toBe(true);
    expect(calls).toHaveLength(0);

    held.response.end();
    await first;
    const again = scheduler.trigger("/a");
    (await nextCall()).response.end();
    expect((await again)?.path).toBe("/a");
  });

  test("reports a refused call and a dead server as failed runs", async () => {
    const { baseUrl, nextCall } = await listen();
    const { scheduler, runs } = await schedule(baseUrl, [{ path: "/a", schedule: never }]);
    const refused = scheduler.trigger("/a");
    (await nextCall()).response.writeHead(401).end();
    await refused;
    const dead = await schedule("http://127.0.0.1:1", [{ path: "/a", schedule: never }]);
    await dead.scheduler.trigger("/a");
    expect([...runs, ...dead.runs].map(({ ok, status }) => [ok, status])).toEqual([
      [false, 401],
      [false, null],
    ]);
  });

  test("gives up a call under way when it is stopped", async () => {
    const { baseUrl, nextCall } = await listen();
    const { scheduler, runs } = await schedule(baseUrl, [{ path: "/a", schedule: never }]);
    const run = scheduler.trigger("/a");
    await nextCall();
    await scheduler.stop();
    expect((await run)?.ok).toBe(false);
    expect(runs).toEqual([]);
    expect(scheduler.trigger("/a")).toBeNull();
  });

  test("takes the paths of vercel.json", () => {
    expect(readCrons().map((cron) => cron.path)).toContain("/api/cron/resume");
  });

  test("tells each shop's outcome in one line", () => {
    const shop = { shopId: "7", stopReason: "budget", fetched: 900, inserted: 5, updated: 1, more: true };
    const body = { shops: [shop] };
    const line = describeRun({ path: "/a", ok: true, status: 200, ms: 1234, error: null, body });
    expect(line).toBe("/a 200 in 1.2 s | 7 budget fetched 900, new 5, changed 1 more to do");
  });
});
