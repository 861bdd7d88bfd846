import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { getLoggedHistory } from "@/db/queries/order-history";
import { describeHistory } from "@/lib/order-history";
import { replayShop } from "@/lib/sync/replay";
import { syncNow } from "../helpers/crons";
import { at, line, order, store } from "../helpers/orders";
import { connectedShop } from "../helpers/shop";

const later = (minutes: number) => at("2026-03-09T00:00:00Z") + minutes * 60;
const toldOf = async (shopId: string, orderId: string) =>
  describeHistory((await getLoggedHistory({ shopId, orderId })).copies).map(({ changes }) => changes);

it("an order's history is every copy that changed it, in the order in which they came", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, [order("1"), order("2")]);
  await store(shopId, [order("2", { update_time: later(1), status: "IN_TRANSIT" }), order("1")]);
  await store(shopId, [order("1", { update_time: later(2), tracking_number: "1Z999" })]);
  await store(shopId, [order("1", { update_time: later(1), status: "UNPAID" })]);
  await store(shopId, [order("1", { update_time: later(2), tracking_number: "1Z999", seller_note: "x" })]);
  await store(shopId, [
    order("1", {
      update_time: later(3),
      status: "DELIVERED",
      tracking_number: "",
      line_items: [line("new", "1")],
    }),
  ]);
  expect(await toldOf(shopId, "1")).toEqual([
    [],
    ["Tracking number: 1Z999"],
    ["Also changed: seller note"],
    [
      "Awaiting shipment → Delivered",
      "Tracking number no longer told (was 1Z999)",
      "1 item added",
      "1 item removed",
      "Also changed: seller note",
    ],
  ]);
  expect((await getLoggedHistory({ shopId, orderId: "1" })).isWhole).toBe(true);
  expect(await toldOf(shopId, "2")).toEqual([[], ["Awaiting shipment → In transit"]]);
  expect(await getLoggedHistory({ shopId, orderId: "nobody" })).toMatchObject({ copies: [], isWhole: true });
});

it("no copy holds a recipient's name, phone or street", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, [order("1", { recipient_address: { name: "Fern", region_code: "US" }, cpf: "123" })]);
  const { copies } = await getLoggedHistory({ shopId, orderId: "1" });
  expect(copies[0]?.payload).toMatchObject({ recipient_address: { region_code: "US" } });
  expect(JSON.stringify(copies)).not.toMatch(/Fern|123/);
});

it("orders stored before their history was noted get it from a replay", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 250, live: false });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 60 } });
  const { changedIds } = await sandbox.control({ changeOrders: { count: 5, status: "CANCELLED" } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  await syncNow();
  const [orderId = ""] = changedIds;
  const told = await toldOf(shopId, orderId);
  expect(told).toHaveLength(2);
  expect(told[1]?.[0]).toMatch(/→ Cancelled/);
  await getSql()`update orders set page_times = '{}'`;
  expect(await toldOf(shopId, orderId)).toEqual([]);
  const [shop] = await getSql()<{ shopId: string; name: string; currency: string; timezone: string }[]>`
    select shop_id as "shopId", name, currency, timezone from shops`;
  if (!shop) throw new Error("no shop");
  expect(await replayShop(shop)).toMatchObject({ columns: { page_times: 250 } });
  expect(await toldOf(shopId, orderId)).toEqual(told);
});

it("an order that changes without end keeps the newest hundred of its changes", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  for (let minute = 0; minute < 105; minute++)
    await store(shopId, [order("1", { update_time: later(minute), seller_note: String(minute) })]);
  const [row] = await getSql()`
    select cardinality(page_times) as kept, page_times[100] = stored_at as "endsNow" from orders`;
  expect(row).toEqual({ kept: 100, endsNow: true });
  const { copies, isWhole } = await getLoggedHistory({ shopId, orderId: "1" });
  expect(copies).toHaveLength(40);
  expect(copies.at(-1)?.payload.seller_note).toBe("104");
  expect(isWhole).toBe(false);
});
