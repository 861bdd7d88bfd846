import { describe, expect, test } from "vitest";
import { EPOCH_SEC, openSandbox, type SandboxClient } from "./sandbox-client";

interface TruthRow {
  id: string;
  create_time: number;
  update_time: number;
  status: string;
  total_amount: string;
}

async function truthOf(client: SandboxClient): Promise<TruthRow[]> {
  const text = await (await fetch(`${client.sandbox.url}/__control/truth`)).text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

describe("the control endpoint", () => {
  test("refuses unknown keys, wrong values and broken JSON with a sentence, and does nothing", async () => {
    const { sandbox } = await openSandbox();
    for (const body of [
      '{"latency":1}',
      '{"latencyMs":-1}',
      '{"shopId":"none"}',
      '{"faults":[{"kind":"x"}]}',
      "{",
    ]) {
      const response = await fetch(`${sandbox.url}/__control`, { method: "POST", body });
      expect(response.status).toBe(400);
      expect((await response.json()).error).toMatch(/^[A-Z].*\.$/s);
    }
    await expect(sandbox.control({ latencyMs: Number.NaN })).rejects.toThrow("latencyMs");
    expect(sandbox.stats().settings.latencyMs).toBe(0);
  });

  test("reports the clock, the orders and the settings", async () => {
    const { sandbox } = await openSandbox();
    const status = await (await fetch(`${sandbox.url}/__control`)).json();
    expect(status).toMatchObject({
      nowSec: EPOCH_SEC,
      orders: 300,
      counters: { total: 0 },
      settings: { live: true },
    });
  });

  test("changed orders get the time of the sandbox and stay what they were made", async () => {
    const client = await (await openSandbox()).connect();
    await client.sandbox.control({ clock: { advanceSec: 10 } });
    const { changedIds } = await client.sandbox.control({ changeOrders: { count: 12, status: "CANCELLED" } });
    expect(new Set(changedIds).size).toBe(12);
    const found = await client.walk({ update_time_ge: EPOCH_SEC + 10, update_time_lt: EPOCH_SEC + 11 });
    expect(found.orders.map((order) => order.id).toSorted()).toEqual(changedIds.toSorted());
    expect(
      found.orders.every((order) => order.status === "CANCELLED" && order.cancel_time !== undefined),
    ).toBe(true);
    await client.sandbox.control({ clock: { advanceSec: 20 * 86_400 } });
    await client.connect();
    const later = await client.detail(changedIds);
    expect(later.data.orders.every((order) => order.update_time === EPOCH_SEC + 10)).toBe(true);
  });

  test("spread changes fall into the last seconds, each later than before", async () => {
    const client = await (await openSandbox({ live: false })).connect();
    await client.sandbox.control({ clock: { advanceSec: 3_600 } });
    const { changedIds } = await client.sandbox.control({
      changeOrders: { count: 40, newestFirst: true, spreadSec: 600 },
    });
    const rows = (await truthOf(client)).filter((row) => changedIds.includes(row.id));
    expect(
      rows.every((row) => row.update_time > EPOCH_SEC + 3_000 && row.update_time <= EPOCH_SEC + 3_600),
    ).toBe(true);
    expect(new Set(rows.map((row) => row.update_time)).size).toBeGreaterThan(20);
  });

  test("a silent change alters the content and leaves update_time alone", async () => {
    const client = await (await openSandbox()).connect();
    const before = (await client.search({}, { page_size: "2" })).data.orders;
    const [firstId = "", secondId = ""] = before.map((order) => order.id);
    await client.sandbox.control({
      clock: { advanceSec: 1 },
      changeOrders: { count: 1, silent: true, ids: [firstId] },
    });
    await client.sandbox.control({
      changeOrders: { count: 1, silent: true, status: "DELIVERED", ids: [secondId] },
    });
    const after = (await client.detail([firstId, secondId])).data.orders;
    expect(after[0]).not.toEqual(before[0]);
    expect(after[0]?.update_time).toBe(before[0]?.update_time);
    expect(after[1]).toMatchObject({ status: "DELIVERED", update_time: before[1]?.update_time });
  });

  test("an added order may be old, and may be indexed late", async () => {
    const client = await (await openSandbox({ live: false })).connect();
    const createTimeSec = EPOCH_SEC - 40_000;
    const { addedIds } = await client.sandbox.control({
      addOrders: {
        count: 2,
        createTimeSec,
        updateTimeSec: createTimeSec + 60,
        visibleAtSec: EPOCH_SEC + 100,
      },
    });
    expect((await client.search()).data.total_count).toBe(300);
    expect((await client.detail(addedIds)).data.orders).toEqual([]);
    await client.sandbox.control({ clock: { advanceSec: 100 } });
    const found = await client.search({ create_time_ge: createTimeSec, create_time_lt: createTimeSec + 1 });
    expect(found.data.orders.map((order) => order.id).toSorted()).toEqual(addedIds.toSorted());
    expect(found.data.orders[0]).toMatchObject({
      update_time: createTimeSec + 60,
      status: "AWAITING_SHIPMENT",
    });
    expect(client.sandbox.stats().orders).toBe(302);
  });

  test("the visibility delay holds changes back, for search and detail alike", async () => {
    const client = await (await openSandbox()).connect();
    await client.sandbox.control({ visibilityDelaySec: 30 });
    const { addedIds } = await client.sandbox.control({ addOrders: { count: 1 } });
    expect((await client.detail(addedIds)).data.orders).toEqual([]);
    await client.sandbox.control({ clock: { advanceSec: 30 } });
    expect((await client.detail(addedIds)).data.orders).toHaveLength(1);
  });

  test("total_count can be capped, shifted or rounded", async () => {
    const client = await (await openSandbox({ orders: 333 })).connect();
    const counts = [];
    for (const totalCount of [{ cap: 100 }, { add: -3 }, "approximate", "exact"] as const) {
      await client.sandbox.control({ totalCount });
      counts.push((await client.search()).data.total_count);
    }
    expect(counts).toEqual([100, 330, 300, 333]);
  });

  test("the truth lists what the search answers", async () => {
    const client = await (await openSandbox({ orders: 1_200 })).connect();
    await client.sandbox.control({
      clock: { advanceSec: 90_000 },
      addOrders: { count: 3 },
      changeOrders: { count: 9 },
    });
    const orders = (await client.walk({}, { sort_order: "ASC" })).orders;
    const expected = orders.map(({ id, create_time, update_time, status, payment }) => ({
      id,
      create_time,
      update_time,
      status,
      total_amount: payment.total_amount,
    }));
    expect(await truthOf(client)).toEqual(expected);
    const whole = await fetch(`${client.sandbox.url}/__control/truth?of=whole_orders`);
    const lines = (await whole.text()).split("\n").filter((line) => line !== "");
    expect(lines.map((line) => JSON.parse(line))).toEqual(orders);
  });

  test("orders can vanish: no listing, count or id shows them, whatever their life would still bring", async () => {
    const client = await (await openSandbox()).connect();
    const { sandbox } = client;
    const before = (await client.search()).data;
    const ids = before.orders.slice(0, 2).map(({ id }) => id);
    await sandbox.control({ vanishOrders: { ids } });
    const after = (await client.search()).data;
    expect(after.total_count).toBe(before.total_count - 2);
    await sandbox.control({ clock: { advanceSec: 5 * 86_400 } });
    const listed = (await client.search({ create_time_lt: EPOCH_SEC + 1 })).data;
    expect(listed.total_count).toBe(before.total_count - 2);
    expect(listed.orders.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual([]);
    expect((await client.detail(ids)).data.orders).toEqual([]);
  });
});
