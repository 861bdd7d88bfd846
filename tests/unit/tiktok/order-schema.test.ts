import { describe, expect, it } from "vitest";
import { orderSchema } from "@/lib/tiktok/order-schema";

const least = {
  id: "577014589321806542",
  status: "UNPAID",
  create_time: 1759990000,
  update_time: 1759990001,
};

describe("an order of TikTok's", () => {
  it("needs no more than id, status and two times", () => {
    const order = orderSchema.parse(least);
    expect(order.paid_time).toBeNull();
    expect(order.line_items).toEqual([]);
    expect(order.is_sample_order).toBe(false);
    expect(order.tracking_number).toBeNull();
  });

  it.each([null, "", undefined])("takes %j for an absent payment, address or list of lines", (blank) => {
    const order = orderSchema.parse({
      ...least,
      payment: blank,
      recipient_address: blank,
      line_items: blank,
    });
    expect(order.payment).toBeNull();
    expect(order.line_items).toEqual([]);
  });

  it("takes orders with keys and enum values nobody knows", () => {
    const order = orderSchema.parse({ ...least, status: "TELEPORTED", brand_new: { a: 1 } });
    expect(order.status).toBe("TELEPORTED");
  });

  it("takes times and amounts as text or number, and blanks as absent", () => {
    const order = orderSchema.parse({
      ...least,
      create_time: "1759990000",
      paid_time: 0,
      payment: { currency: "USD", total_amount: 12.5, tax: "" },
    });
    expect(order.create_time).toBe(1759990000);
    expect(order.paid_time).toBeNull();
    expect(order.payment?.total_amount).toBe("12.5");
    expect(order.payment?.tax).toBeNull();
  });

  it.each([
    ["an id that came as a number and lost digits", { id: Number("577014589321806542") }],
    ["no id", { id: undefined }],
    ["milliseconds for seconds", { create_time: 1759990000123 }],
    ["a null update_time", { update_time: null }],
    ["words for money", { payment: { total_amount: "twelve" } }],
    ["a paid_time nobody can read", { paid_time: "soon" }],
  ])("is refused for %s", (_what, change) => {
    expect(orderSchema.safeParse({ ...least, ...change }).success).toBe(false);
  });
});
