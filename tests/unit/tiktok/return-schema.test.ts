import { describe, expect, it } from "vitest";
import { cancellationSchema } from "@/lib/tiktok/cancellations";
import { returnSchema } from "@/lib/tiktok/returns";

const request = {
  return_id: "4035318504086604148",
  order_id: "576461413038785752",
  return_type: "REFUND",
  return_status: "RETURN_OR_REFUND_REQUEST_PENDING",
  create_time: 1_759_990_000,
  update_time: 1_759_993_625,
};

describe("a return", () => {
  it("is read with the fewest fields, and blanks are nulls", () => {
    const read = returnSchema.parse({
      ...request,
      role: "",
      refund_amount: null,
      return_tracking_number: "",
    });
    expect(read).toMatchObject({
      role: null,
      refund_amount: null,
      return_line_items: [],
      return_reason: null,
    });
  });

  it("keeps states, types and fields that nobody has heard of", () => {
    const read = returnSchema.parse({
      ...request,
      return_status: "NEW_STATE",
      return_type: "SWAP",
      brand_new: 1,
    });
    expect(read).toMatchObject({ return_status: "NEW_STATE", return_type: "SWAP", brand_new: 1 });
  });

  it("takes money as decimals of any scale, also as numbers, and nothing else", () => {
    const refund = { currency: "IDR", refund_total: "553169", refund_subtotal: 4.9, refund_tax: "" };
    expect(returnSchema.parse({ ...request, refund_amount: refund }).refund_amount).toMatchObject({
      currency: "IDR",
      refund_total: "553169",
      refund_subtotal: "4.9",
      refund_tax: null,
    });
    const wrong = { ...request, refund_amount: { refund_total: "1,50" } };
    expect(returnSchema.safeParse(wrong).error?.issues[0]?.message).toBe("is not a decimal amount");
  });

  it.each([
    ["an id of digits that lost some", { return_id: 403531850408660 }],
    ["no order", { order_id: undefined }],
    ["no state", { return_status: "" }],
    ["a time in milliseconds", { update_time: 1_759_993_625_000 }],
    ["no time", { create_time: null }],
  ])("is set aside with %s", (_name, change) => {
    expect(returnSchema.safeParse({ ...request, ...change }).success).toBe(false);
  });

  it("is read although its deadlines make no sense", () => {
    const read = returnSchema.parse({ ...request, seller_next_action_response: [{ deadline: "soon" }, 5] });
    expect(read.seller_next_action_response).toEqual([]);
  });
});

describe("a cancellation", () => {
  it("is read although its type is none of TikTok's own list, as in TikTok's own sample", () => {
    const read = cancellationSchema.parse({
      cancel_id: "4035318504086604148",
      order_id: "576461413038785752",
      cancel_type: "BUYER_CANCEL_REFUND",
      cancel_status: "CANCELLATION_REQUEST_PENDING",
      create_time: "1759990000",
      update_time: 1_759_993_625,
      cancel_line_items: null,
    });
    expect(read).toMatchObject({ cancel_type: "BUYER_CANCEL_REFUND", create_time: 1_759_990_000 });
  });
});
