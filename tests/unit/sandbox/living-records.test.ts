import { describe, expect, test } from "vitest";
import {
  EPOCH_SEC,
  openSandbox,
  type RecordKind,
  type RecordRow,
  type SandboxClient,
} from "./sandbox-client";

const DAY = 86_400;
const byOrder = (rows: RecordRow[]) => new Map(rows.map((row) => [row.order_id, row]));
const cents = (text: string | undefined) => Math.round(Number(text) * 100);

async function everything(client: SandboxClient) {
  const { orders } = await client.walk();
  const { rows: returns } = await client.walkRecords("returns");
  const { rows: cancellations } = await client.walkRecords("cancellations");
  return { orders, returns, cancellations };
}

describe("returns and cancellations", () => {
  test("agree with the orders they are about", async () => {
    const client = await (await openSandbox({ orders: 6_000 })).connect();
    const { orders, returns, cancellations } = await everything(client);
    const orderById = new Map(orders.map((order) => [order.id, order]));
    const cancelledOf = byOrder(cancellations);
    for (const order of orders) {
      const cancellation = cancelledOf.get(order.id);
      if (order.status === "CANCELLED") expect(cancellation?.cancel_status).toMatch(/_(SUCCESS|COMPLETE)$/);
      if (order.is_buyer_request_cancel === true)
        expect(cancellation?.cancel_status).toBe("CANCELLATION_REQUEST_PENDING");
    }
    for (const entry of returns) {
      const order = orderById.get(entry.order_id);
      expect(order?.is_sample_order).toBe(false);
      expect(entry.create_time).toBeGreaterThan(Number(order?.create_time));
      expect(entry.update_time).toBeGreaterThanOrEqual(entry.create_time);
      const lines = new Map(order?.line_items.map((line) => [line.id, line]));
      for (const item of entry.return_line_items) {
        const sale = cents(lines.get(item.order_line_item_id)?.sale_price);
        expect(cents(item.refund_amount.refund_subtotal)).toBeLessThanOrEqual(sale);
      }
    }
    const share = returns.length / orders.filter(({ status }) => /DELIVERED|COMPLETED/.test(status)).length;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.08);
  });

  test("tell their refund as a total, and by unit", async () => {
    const client = await (await openSandbox({ orders: 6_000 })).connect();
    const { returns, cancellations } = await everything(client);
    for (const { refund_amount: refund, return_line_items: items, return_type, return_status } of returns) {
      const isReplacement = return_type === "REPLACEMENT" && !return_status.endsWith("REFUND_SUCCESS");
      expect(refund === undefined).toBe(isReplacement);
      if (refund === undefined) continue;
      const parts =
        cents(refund.refund_subtotal) + cents(refund.refund_tax) + cents(refund.refund_shipping_fee);
      expect(cents(refund.refund_total)).toBe(parts);
      const units = items.reduce((sum, item) => sum + cents(item.refund_amount.refund_subtotal), 0);
      expect(cents(refund.refund_subtotal)).toBe(units);
    }
    const unpaid = cancellations.filter(({ cancel_reason_text: text }) => text === "Payment overdue");
    expect(unpaid.length).toBeGreaterThan(10);
    expect(unpaid.every(({ refund_amount }) => refund_amount?.refund_total === "0")).toBe(true);
    expect(cancellations.some(({ refund_amount }) => cents(refund_amount?.refund_total) > 0)).toBe(true);
  });

  test("a full refund ends an order early, in the same second", async () => {
    const client = await (await openSandbox({ orders: 6_000 })).connect();
    const { orders, returns } = await everything(client);
    const returnOf = byOrder(returns);
    const early = orders.filter(
      (order) => order.status === "COMPLETED" && returnOf.get(order.id)?.update_time === order.update_time,
    );
    expect(early.length).toBeGreaterThan(15);
    for (const order of early) {
      expect(returnOf.get(order.id)).toMatchObject({
        return_type: "REFUND",
        return_status: "RETURN_OR_REFUND_REQUEST_COMPLETE",
      });
    }
  });

  test("never go back to an earlier time, whatever becomes of their orders", async () => {
    const client = await (await openSandbox({ orders: 4_000 })).connect();
    const { rows: before } = await client.walkRecords("cancellations");
    const ids = before.map(({ order_id }) => order_id);
    await client.sandbox.control({ changeOrders: { count: ids.length, ids, status: "ON_HOLD" } });
    const after = byOrder((await client.walkRecords("cancellations")).rows);
    const wentBack = before.filter(
      ({ order_id, update_time }) => Number(after.get(order_id)?.update_time ?? update_time) < update_time,
    );
    expect(after.size).toBeGreaterThan(0);
    expect(wentBack).toEqual([]);
  });

  test("move through their states with the clock", async () => {
    const client = await (await openSandbox({ orders: 4_000 })).connect();
    const before = byOrder((await client.walkRecords("returns")).rows);
    await client.sandbox.control({ clock: { advanceSec: 2 * DAY } });
    const { rows } = await client.walkRecords("returns");
    const moved = rows.filter(
      (row) => before.has(row.order_id) && before.get(row.order_id)?.return_status !== row.return_status,
    );
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.every((row) => row.update_time > EPOCH_SEC)).toBe(true);
    expect(rows.length).toBeGreaterThan(before.size);
    for (const [orderId, row] of before)
      expect(rows.find((now) => now.order_id === orderId)?.create_time).toBe(row.create_time);
  });

  test.each<RecordKind>(["returns", "cancellations"])(
    "%s reach the same state in one jump, in many steps, and after going back",
    async (kind) => {
      const query = { sort_field: "update_time" };
      const jump = await (await openSandbox({ orders: 1_500 })).connect();
      await jump.sandbox.control({ clock: { nowSec: EPOCH_SEC + 5 * DAY } });
      const steps = await (await openSandbox({ orders: 1_500 })).connect();
      for (let i = 0; i < 20; i++) {
        await steps.sandbox.control({ clock: { advanceSec: DAY / 4 } });
        await steps.records(kind);
      }
      const expected = JSON.stringify((await jump.walkRecords(kind, {}, query)).rows);
      expect(JSON.stringify((await steps.walkRecords(kind, {}, query)).rows)).toBe(expected);
      await steps.sandbox.control({ clock: { nowSec: EPOCH_SEC - 30 * DAY } });
      await steps.records(kind);
      await steps.sandbox.control({ clock: { nowSec: EPOCH_SEC + 5 * DAY } });
      expect(JSON.stringify((await steps.walkRecords(kind, {}, query)).rows)).toBe(expected);
    },
  );

  test("an order that a command cancels gets its cancellation", async () => {
    const client = await (await openSandbox({ orders: 400 })).connect();
    await client.sandbox.control({ clock: { advanceSec: 5 } });
    const { changedIds } = await client.sandbox.control({ changeOrders: { count: 5, status: "CANCELLED" } });
    const { rows } = await client.walkRecords("cancellations", { order_ids: changedIds });
    expect(rows.map((row) => row.order_id).toSorted()).toEqual(changedIds.toSorted());
  });
});

describe("control commands for returns and cancellations", () => {
  test("change them, by choice or by id, and keep them so", async () => {
    const client = await (await openSandbox({ orders: 3_000 })).connect();
    await client.sandbox.control({ clock: { advanceSec: 10 } });
    const status = "RETURN_OR_REFUND_REQUEST_COMPLETE";
    const { changedIds } = await client.sandbox.control({ changeReturns: { count: 6, status } });
    expect(new Set(changedIds).size).toBe(6);
    const found = await client.walkRecords("returns", {
      update_time_ge: EPOCH_SEC + 10,
      update_time_lt: EPOCH_SEC + 11,
    });
    expect(found.rows.map((row) => row.return_id).toSorted()).toEqual(changedIds.toSorted());
    expect(found.rows.every((row) => row.return_status === status)).toBe(true);
    const spread = await client.sandbox.control({
      changeCancellations: { count: 8, spreadSec: 9 },
      clock: { advanceSec: 20 },
    });
    const times = (await client.walkRecords("cancellations", { cancel_ids: spread.changedIds })).rows;
    expect(times.every((row) => row.update_time > EPOCH_SEC + 20)).toBe(true);
  });

  test("a silent change alters the content and leaves update_time alone", async () => {
    const client = await (await openSandbox({ orders: 3_000 })).connect();
    const [before] = (await client.walkRecords("returns")).rows;
    const ids = [before?.return_id ?? ""];
    await client.sandbox.control({
      clock: { advanceSec: 1 },
      changeReturns: { count: 1, silent: true, ids },
    });
    const [after] = (await client.walkRecords("returns", { return_ids: ids })).rows;
    expect(after).not.toEqual(before);
    expect(after?.update_time).toBe(before?.update_time);
  });

  test("add them, old or late if wanted, to orders of one's choice", async () => {
    const client = await (await openSandbox({ live: false })).connect();
    const order = (await client.search({}, { page_size: "1" })).data.orders[0];
    const createTimeSec = EPOCH_SEC - 4_000;
    const { addedIds } = await client.sandbox.control({
      addReturns: {
        count: 1,
        orderIds: [order?.id ?? ""],
        type: "REFUND",
        status: "RETURN_OR_REFUND_REQUEST_COMPLETE",
        createTimeSec,
        updateTimeSec: createTimeSec + 60,
        visibleAtSec: EPOCH_SEC + 100,
      },
    });
    expect((await client.walkRecords("returns", { return_ids: addedIds })).rows).toEqual([]);
    await client.sandbox.control({ clock: { advanceSec: 100 } });
    const [added] = (await client.walkRecords("returns", { return_ids: addedIds })).rows;
    expect(added).toMatchObject({
      order_id: order?.id,
      return_type: "REFUND",
      return_status: "RETURN_OR_REFUND_REQUEST_COMPLETE",
      create_time: createTimeSec,
      update_time: createTimeSec + 60,
    });
    const many = await client.sandbox.control({ addCancellations: { count: 3, type: "BUYER_CANCEL" } });
    const { rows } = await client.walkRecords("cancellations", { cancel_ids: many.addedIds });
    expect(rows.map((row) => row.cancel_status)).toEqual(Array(3).fill("CANCELLATION_REQUEST_PENDING"));
  });

  test("the truth lists what the searches answer", async () => {
    const client = await (await openSandbox({ orders: 2_000 })).connect();
    for (const [kind, id, status] of [
      ["returns", "return_id", "return_status"],
      ["cancellations", "cancel_id", "cancel_status"],
    ] as const) {
      const text = await (await fetch(`${client.sandbox.url}/__control/truth?of=${kind}`)).text();
      const truth = text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
      const { rows } = await client.walkRecords(kind);
      expect(truth).toEqual(
        rows.map((row) => ({
          id: row[id],
          order_id: row.order_id,
          create_time: row.create_time,
          update_time: row.update_time,
          status: row[status],
          refund_total: row.refund_amount?.refund_total ?? null,
        })),
      );
    }
  });
});
