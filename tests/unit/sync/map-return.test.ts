import { describe, expect, it } from "vitest";
import { mapCancellation } from "@/lib/sync/map-cancellation";
import { mapReturn } from "@/lib/sync/map-return";
import { cancellationSchema } from "@/lib/tiktok/cancellations";
import { returnSchema } from "@/lib/tiktok/returns";

const shop = { shopId: "1", currency: "GBP" };
const now = "2026-11-24T00:00:00.000Z";
const refund = (total: string, subtotal: string) => ({
  currency: "USD",
  refund_total: total,
  refund_subtotal: subtotal,
  refund_shipping_fee: "0",
  refund_tax: "1.5",
});
const raw = {
  return_id: "r1",
  order_id: "o1",
  return_type: "RETURN_AND_REFUND",
  return_status: "RETURN_OR_REFUND_REQUEST_COMPLETE",
  return_reason: "code",
  return_reason_text: "Item arrived damaged",
  refund_amount: refund("41.5", "40"),
  return_line_items: [
    { return_line_item_id: "l1", order_line_item_id: "o1-1", refund_amount: refund("21.5", "20") },
    { return_line_item_id: "l2", order_line_item_id: "o1-2", refund_amount: refund("20", "20") },
  ],
  seller_next_action_response: [
    { action: "A", deadline: 1_760_252_400 },
    { action: "B", deadline: 1_760_000_000 },
  ],
  create_time: 1_759_990_000,
  update_time: 1_759_993_625,
};
const map = (change: Record<string, unknown> = {}) => {
  const payload: Record<string, unknown> = { ...raw, ...change };
  return mapReturn({ raw: payload, record: returnSchema.parse(payload) }, shop, now);
};

describe("a return as rows", () => {
  it("has its parts, which carry the refund", () => {
    const { row, lines } = map();
    expect(row).toMatchObject({
      returnId: "r1",
      orderId: "o1",
      isRefunded: true,
      currency: "USD",
      refundTotal: "41.5",
      refundSubtotal: "40",
      units: 2,
      respondBy: "2025-10-09T08:53:20.000Z",
    });
    expect(lines).toMatchObject([
      { returnLineItemId: "l1", orderLineItemId: "o1-1", refundSubtotal: "20", isRefunded: true },
      { returnLineItemId: "l2", orderLineItemId: "o1-2", refundSubtotal: "20", isRefunded: true },
    ]);
  });

  it("has a part for the whole when not every unit tells its amount", () => {
    const [first] = raw.return_line_items;
    const { lines } = map({ return_line_items: [first, { order_line_item_id: "o1-2" }] });
    expect(lines).toMatchObject([
      { returnLineItemId: "l1", refundSubtotal: null, currency: "USD" },
      { returnLineItemId: "o1-2", refundSubtotal: null },
      { returnLineItemId: "whole", orderLineItemId: null, refundSubtotal: "40" },
    ]);
  });

  it.each([
    ["pending", { return_status: "RETURN_OR_REFUND_REQUEST_PENDING" }],
    ["approved, but not paid", { return_status: "RETURN_OR_REFUND_REQUEST_SUCCESS" }],
    ["a replacement", { return_type: "REPLACEMENT", return_status: "REPLACEMENT_REQUEST_COMPLETE" }],
    ["complete without an amount", { refund_amount: null, return_line_items: [] }],
  ])("gives nothing back while it is %s", (_name, change) => {
    const { row, lines } = map(change);
    expect(row.isRefunded).toBe(false);
    expect(lines.every(({ isRefunded }) => isRefunded === false)).toBe(true);
  });

  it("falls back on the shop's currency, and keeps what has no column apart from persons", () => {
    const { row, json } = map({
      refund_amount: null,
      return_line_items: [],
      shipment_type: "PLATFORM",
      brand_new: { nested: 1, buyer_name: "Odette" },
      recipient_address: { name: "Marlow" },
      buyer_images: ["https://img.example.com/door.jpg"],
      discount_amount: [{ buyer_service_fee: "1" }],
    });
    expect(row.currency).toBe("GBP");
    expect(JSON.parse(row.extra)).toEqual({
      seller_next_action_response: raw.seller_next_action_response,
      shipment_type: "PLATFORM",
      brand_new: { nested: 1 },
      discount_amount: [{ buyer_service_fee: "1" }],
    });
    expect(json).not.toMatch(/Odette|Marlow|door/);
  });

  it("has another content hash when anything but a person changes", () => {
    const hash = (change: Record<string, unknown>) => map(change).row.contentHash;
    expect(hash({ brand_new: 1 })).not.toBe(hash({}));
    expect(hash({ buyer_nickname: "fern" })).toBe(hash({}));
  });
});

it("a cancellation is a row, with its lines beside it", () => {
  const payload: Record<string, unknown> = {
    cancel_id: "c1",
    order_id: "o1",
    cancel_type: "BUYER_CANCEL",
    cancel_status: "CANCELLATION_REQUEST_SUCCESS",
    role: "BUYER",
    cancel_reason_text: "Changed my mind",
    refund_amount: refund("12.5", "11"),
    cancel_line_items: [{ order_line_item_id: "o1-1" }],
    create_time: 1_759_990_000,
    update_time: 1_759_993_625,
  };
  const { row } = mapCancellation({ raw: payload, record: cancellationSchema.parse(payload) }, shop, now);
  expect(row).toMatchObject({
    cancelId: "c1",
    status: "CANCELLATION_REQUEST_SUCCESS",
    units: 1,
    refundTotal: "12.5",
  });
  expect(JSON.parse(row.extra).cancel_line_items).toEqual([{ order_line_item_id: "o1-1" }]);
});
