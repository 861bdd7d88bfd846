import { describe, expect, it } from "vitest";
import { describeHistory } from "@/lib/order-history";

const line = (id: string, more = {}) => ({ id, sku_id: "s", display_status: "AWAITING_SHIPMENT", ...more });
const first = {
  id: "1",
  status: "AWAITING_SHIPMENT",
  update_time: 1_790_000_000,
  buyer_nickname: "fern",
  tracking_number: "",
  payment: { currency: "USD", total_amount: "47.62", tax: "3.63", small_order_fee: "0" },
  line_items: [line("a"), line("b")],
};
const changesOf = (more: Record<string, unknown>, before: Record<string, unknown> = first) => {
  const after = { ...before, update_time: Number(before.update_time) + 60, ...more };
  const copies = [before, after].map((payload) => ({ fetchedAt: "2026-11-23T12:00:00.000Z", payload }));
  return describeHistory(copies)[1]?.changes;
};

it("tells of each copy when it was fetched, TikTok's own time and its status", () => {
  const history = describeHistory([{ fetchedAt: "2026-11-23T12:00:00.000Z", payload: first }]);
  expect(history).toEqual([
    {
      fetchedAt: "2026-11-23T12:00:00.000Z",
      updateTime: "2026-09-21T14:13:20.000Z",
      status: "AWAITING_SHIPMENT",
      changes: [],
      isSilent: false,
    },
  ]);
});

describe("what changed, in words", () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    [
      "a status, with the items that went along",
      {
        status: "IN_TRANSIT",
        line_items: [
          line("a", { display_status: "IN_TRANSIT" }),
          line("b", { display_status: "IN_TRANSIT" }),
        ],
      },
      ["Awaiting shipment → In transit"],
    ],
    [
      "a tracking number and a carrier",
      { tracking_number: "9400", shipping_provider: "USPS", shipping_provider_id: "7" },
      ["Tracking number: 9400", "Carrier: USPS"],
    ],
    [
      "a cancellation and who asked for it",
      {
        status: "CANCELLED",
        cancel_time: 5,
        cancel_reason: "Changed my mind",
        cancellation_initiator: "BUYER",
      },
      ["Awaiting shipment → Cancelled", "Cancelled by the buyer: Changed my mind"],
    ],
    ["a wish to cancel", { is_buyer_request_cancel: true }, ["The buyer asks to cancel"]],
    [
      "amounts, exactly, and others without a name",
      { payment: { currency: "USD", total_amount: "40", tax: "3.63", small_order_fee: "1.5" } },
      ["Total: $47.62 → $40.00", "Other parts of the payment changed"],
    ],
    [
      "one item of two cancelled",
      { line_items: [line("a", { display_status: "CANCELLED", cancel_user: "BUYER" }), line("b")] },
      ["1 item: Awaiting shipment → Cancelled", "Also changed of the items: cancel user"],
    ],
    [
      "items that come and go",
      { line_items: [line("b"), line("c"), line("d")] },
      ["2 items added", "1 item removed"],
    ],
    [
      "a shipment once, not again for each item",
      {
        tracking_number: "9400",
        line_items: [line("a", { tracking_number: "9400", package_id: "p" }), line("b")],
      },
      ["Tracking number: 9400"],
    ],
    [
      "a shipment of items alone",
      { line_items: [line("a", { package_id: "p" }), line("b")] },
      ["Also changed of the items: package id"],
    ],
    [
      "a delivery once",
      { status: "DELIVERED", delivery_time: 5, collection_time: 4 },
      ["Awaiting shipment → Delivered", "Collected by the carrier"],
    ],
    ["deadlines", { rts_sla_time: 9, tts_sla_time: 10 }, ["Deadlines are set"]],
    [
      "an address that is known now",
      { recipient_address: { region_code: "US" }, has_updated_recipient_address: true },
      ["Where it goes is known"],
    ],
    [
      "what has no words of its own, without its value",
      { buyer_nickname: "moss", brand_new_field: { a: 1 } },
      ["Also changed: buyer nickname, brand new field"],
    ],
    ["nothing but the time", {}, ["Only TikTok's time of the last change moved"]],
    [
      "absent and empty as the same",
      { tracking_number: null, seller_note: "", packages: [] },
      ["Only TikTok's time of the last change moved"],
    ],
  ])("%s", (_name, more, expected) => {
    expect(changesOf(more)).toEqual(expected);
  });

  it("a fact that TikTok no longer tells is told with what it was", () => {
    const shipped = { ...first, tracking_number: "9400" };
    expect(changesOf({ tracking_number: "" }, shipped)).toEqual([
      "Tracking number no longer told (was 9400)",
    ]);
  });

  it("a change that TikTok's own time does not show is marked", () => {
    const copies = [first, { ...first, seller_note: "x" }].map((payload) => ({ fetchedAt: "", payload }));
    expect(describeHistory(copies).map(({ isSilent }) => isSilent)).toEqual([false, true]);
  });

  it("nothing in a payload is too odd to be told", () => {
    const odd = { status: 7, update_time: "soon", payment: [], line_items: "none", recipient_address: "x" };
    expect(() =>
      describeHistory([first, odd, {}].map((payload) => ({ fetchedAt: "", payload }))),
    ).not.toThrow();
  });
});
