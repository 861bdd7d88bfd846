import { describe, expect, test } from "vitest";
import type { ControlCommand } from "../../../sandbox/control-schema";
import { openSandbox, type SandboxClient } from "./sandbox-client";

type Fault = NonNullable<ControlCommand["faults"]>[number];

async function faulty(...faults: Fault[]): Promise<SandboxClient> {
  const client = await (await openSandbox()).connect();
  await client.sandbox.control({ faults });
  return client;
}

describe("faults", () => {
  test.each([
    ["429", 429, 36009002],
    ["503", 503, 36009003],
    ["500", 500, 36009003],
    ["200-internal", 200, 36009003],
    ["408", 408, 36009007],
    ["expired-token", 401, 105002],
    ["scope-missing", 401, 105005],
  ] as const)("%s answers once with its status and code", async (kind, status, code) => {
    const client = await faulty({ kind });
    expect(await client.search()).toMatchObject({ status, code, data: null });
    expect((await client.search()).code).toBe(0);
  });

  test("Retry-After is sent only when asked for", async () => {
    const client = await faulty({ kind: "429", retryAfterSec: 7 }, { kind: "429" });
    expect((await client.search()).headers.get("retry-after")).toBe("7");
    expect((await client.search()).headers.get("retry-after")).toBeNull();
  });

  test("skip, times, path and clearFaults decide which calls are hit", async () => {
    const client = await faulty({ kind: "500", path: "/orders/search", skip: 1, times: 2 });
    await client.call("/authorization/202309/shops");
    const codes = [];
    for (let i = 0; i < 4; i++) codes.push((await client.search()).code);
    expect(codes).toEqual([0, 36009003, 36009003, 0]);
    await client.sandbox.control({ faults: [{ kind: "500", times: 9 }] });
    await client.sandbox.control({ clearFaults: true });
    expect((await client.search()).code).toBe(0);
  });

  test("a probability makes bad weather that lasts", async () => {
    const client = await faulty({ kind: "503", probability: 0.5 });
    const statuses = [];
    for (let i = 0; i < 40; i++) statuses.push((await client.search({}, { page_size: "1" })).status);
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(8);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(8);
  });

  test("reset cuts the connection", async () => {
    const client = await faulty({ kind: "reset" });
    await expect(client.search()).rejects.toThrow();
    expect((await client.search()).code).toBe(0);
  });

  test("hang never answers, and closing the sandbox ends it", async () => {
    const client = await faulty({ kind: "hang" });
    const hanging = client.search().then(
      () => "answered",
      () => "cut off",
    );
    await expect.poll(() => client.sandbox.stats().counters.byStatus.none).toBe(1);
    expect((await client.search()).code).toBe(0);
    await client.sandbox.control({ faults: [] });
    await fetch(`${client.sandbox.url}/__control`);
    const closing = client.sandbox.close();
    expect(await hanging).toBe("cut off");
    await closing;
  });

  test("truncate, html and empty spoil the body of a 200", async () => {
    const client = await faulty({ kind: "truncate" }, { kind: "html" }, { kind: "empty" });
    const truncated = await client.search();
    expect(truncated.status).toBe(200);
    expect(() => JSON.parse(truncated.text)).toThrow();
    const html = await client.search();
    expect(html.headers.get("content-type")).toContain("text/html");
    expect(html.status).toBe(200);
    const empty = await client.search();
    expect([empty.status, empty.text]).toEqual([200, ""]);
  });

  test("row faults spoil a page without losing an order", async () => {
    const client = await faulty({ kind: "duplicate-rows" }, { kind: "reordered" });
    const duplicated = (await client.search()).data.orders;
    const reordered = (await client.search()).data.orders;
    const clean = (await client.search()).data.orders;
    expect(duplicated).toEqual([...clean, clean[0], clean[1]]);
    expect(reordered).toEqual(clean.toReversed());
  });

  test("malformed-order takes the id or the create_time of one order", async () => {
    const client = await faulty({ kind: "malformed-order", times: 2 });
    const isBroken = (order: Record<string, unknown>) =>
      typeof order.id !== "string" || typeof order.create_time !== "number";
    for (let i = 0; i < 2; i++) expect((await client.search()).data.orders.filter(isBroken)).toHaveLength(1);
  });

  test("repeat-token leads back to the same page", async () => {
    const client = await faulty({ kind: "repeat-token", times: 2 });
    const first = (await client.search()).data;
    const again = (await client.search({}, { page_token: first.next_page_token })).data;
    expect(again.orders).toEqual(first.orders);
    expect(again.next_page_token).toBe(first.next_page_token);
  });

  test("early-end says that there is no further page although the count says otherwise", async () => {
    const client = await faulty({ kind: "early-end" });
    const { orders, next_page_token, total_count } = (await client.search()).data;
    expect([orders.length, next_page_token, total_count]).toEqual([100, "", 300]);
  });
});
