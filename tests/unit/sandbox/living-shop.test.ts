import { describe, expect, test } from "vitest";
import { EPOCH_SEC, openSandbox } from "./sandbox-client";

const DAY = 86_400;

describe("a living shop", () => {
  test("gets new orders and moves the old ones as the clock advances", async () => {
    const client = await (await openSandbox({ orders: 5_000 })).connect();
    const before = new Map((await client.walk()).orders.map((order) => [order.id, order]));
    await client.sandbox.control({ clock: { advanceSec: DAY } });
    const after = (await client.walk()).orders;
    const arrived = after.filter((order) => !before.has(order.id));
    expect(arrived.length).toBeGreaterThan(5);
    expect(arrived.length).toBeLessThan(60);
    expect(arrived.every((order) => Number(order.create_time) >= EPOCH_SEC)).toBe(true);
    const moved = after.filter(
      (order) => before.has(order.id) && before.get(order.id)?.status !== order.status,
    );
    expect(moved.length).toBeGreaterThan(20);
    const changed = await client.walk({ update_time_ge: EPOCH_SEC + 1 }, { sort_field: "update_time" });
    const changedIds = new Set(changed.orders.map((order) => order.id));
    expect(moved.every((order) => changedIds.has(order.id))).toBe(true);
  });

  test("reaches the same state in one jump, in many steps, and after going back", async () => {
    const jump = await (await openSandbox({ orders: 1_000 })).connect();
    await jump.sandbox.control({ clock: { nowSec: EPOCH_SEC + 5 * DAY } });
    const steps = await (await openSandbox({ orders: 1_000 })).connect();
    for (let i = 0; i < 20; i++) {
      await steps.sandbox.control({ clock: { advanceSec: DAY / 4 } });
      await steps.search();
    }
    const query = { sort_field: "update_time" };
    const expected = JSON.stringify((await jump.walk({}, query)).orders);
    expect(JSON.stringify((await steps.walk({}, query)).orders)).toBe(expected);
    await steps.sandbox.control({ clock: { nowSec: EPOCH_SEC - 30 * DAY } });
    const past = await steps.search();
    expect(past.data.total_count).toBeLessThan(1_000);
    await steps.sandbox.control({ clock: { nowSec: EPOCH_SEC + 5 * DAY } });
    expect(JSON.stringify((await steps.walk({}, query)).orders)).toBe(expected);
  });

  test("is the same shop after a restart with the same epoch", async () => {
    const first = await (await openSandbox({ nowSec: EPOCH_SEC + 3 * DAY })).connect();
    const second = await (await openSandbox({ nowSec: EPOCH_SEC + 3 * DAY })).connect();
    const other = await (await openSandbox({ nowSec: EPOCH_SEC + 3 * DAY, seed: 2 })).connect();
    const text = JSON.stringify((await first.walk()).orders);
    expect(JSON.stringify((await second.walk()).orders)).toBe(text);
    expect(JSON.stringify((await other.walk()).orders)).not.toBe(text);
  });

  test("stands still when it is not live", async () => {
    const client = await (await openSandbox({ live: false })).connect();
    const before = JSON.stringify((await client.walk()).orders);
    await client.sandbox.control({ clock: { advanceSec: 2 * DAY } });
    expect(JSON.stringify((await client.walk()).orders)).toBe(before);
    await client.sandbox.control({ live: true });
    expect(JSON.stringify((await client.walk()).orders)).not.toBe(before);
  });

  test("never moves an order's create_time and never loses an order", async () => {
    const client = await (await openSandbox({ orders: 400 })).connect();
    const before = new Map((await client.walk()).orders.map((order) => [order.id, order.create_time]));
    await client.sandbox.control({ clock: { advanceSec: 6 * DAY } });
    const after = new Map((await client.walk()).orders.map((order) => [order.id, order.create_time]));
    for (const [id, createTime] of before) expect(after.get(id)).toBe(createTime);
  });
});
