import { describe, expect, test } from "vitest";
import { openSandbox } from "./sandbox-client";

const SEARCH = "/order/202309/orders/search";

describe("what is checked before a call is served", () => {
  test("paths, methods and versions", async () => {
    const client = await (await openSandbox()).connect();
    expect(await client.call("/order/202309/nothing")).toMatchObject({ status: 404, code: 36009009 });
    expect(await client.call(SEARCH)).toMatchObject({ status: 405, code: 36009010 });
    expect(await client.call("/order/202201/orders")).toMatchObject({ status: 400, code: 36009014 });
  });

  test("the first thing wrong decides, from app_key to shop_cipher", async () => {
    const client = await openSandbox();
    const call = (query: Record<string, string | undefined>, token = client.token) =>
      client.call(SEARCH, { method: "POST", query, token, ...(query.sign && { sign: query.sign }) });
    expect((await call({ app_key: undefined, timestamp: "1" })).message).toContain("app_key");
    expect((await call({ app_key: "other", timestamp: "1" })).message).toContain("app_key");
    expect((await call({ timestamp: "1", sign: "bad" })).message).toContain("timestamp");
    expect((await call({ sign: "bad" })).code).toBe(106001);
    expect((await call({}, "nonsense")).code).toBe(36009004);
    await client.connect();
    expect(await call({})).toMatchObject({ status: 400, code: 106013 });
    expect(await call({ shop_cipher: "TTP_other" })).toMatchObject({ status: 401, code: 101000 });
    expect(await call({ shop_cipher: client.cipher })).toMatchObject({ status: 400, code: 36009004 });
  });

  test("shop_cipher is unexpected where shops are listed", async () => {
    const client = await (await openSandbox()).connect();
    const reply = await client.call("/authorization/202309/shops", { query: { shop_cipher: client.cipher } });
    expect(reply).toMatchObject({ status: 400, code: 36009004 });
    expect(reply.message).toContain("Unexpected identifier");
  });

  test("calls beyond the rate limit are refused, with Retry-After only when it is switched on", async () => {
    const client = await (await openSandbox()).connect();
    await client.sandbox.control({ rateLimit: { perSec: 0.01, burst: 2 } });
    const statuses = [await client.search(), await client.search(), await client.search()].map(
      (reply) => reply.status,
    );
    expect(statuses).toEqual([200, 200, 429]);
    await client.sandbox.control({ rateLimit: { perSec: 0.01, burst: 1, retryAfter: true } });
    await client.search();
    const refused = await client.search();
    expect(refused.code).toBe(36009002);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(90);
    await client.sandbox.control({ rateLimit: null });
    expect((await client.search()).status).toBe(200);
  });

  test("calls are counted by path and status, and control is not", async () => {
    const client = await (await openSandbox()).connect();
    await client.sandbox.control({ resetCounters: true });
    await client.search();
    await client.call("/nowhere");
    await fetch(`${client.sandbox.url}/__control`);
    expect(client.sandbox.stats().counters).toEqual({
      total: 2,
      byPath: { [SEARCH]: 1, "/nowhere": 1 },
      byStatus: { "200": 1, "404": 1 },
    });
  });
});
