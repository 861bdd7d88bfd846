import { describe, expect, test } from "vitest";
import { openSandbox } from "./sandbox-client";

const cents = (text: string | undefined) => Math.round(Number(text) * 100);

async function allOrders(orders: number) {
  const client = await (await openSandbox({ orders })).connect();
  return (await client.walk()).orders;
}

describe("an order", () => {
  test("obeys the identities of the payment table, in decimal strings without trailing zeros", async () => {
    for (const { payment, line_items } of await allOrders(1_500)) {
      const money = (name: string) => cents(payment[name]);
      const taxes = money("product_tax") + money("shipping_fee_tax");
      expect(money("sub_total")).toBe(
        money("original_total_product_price") - money("seller_discount") - money("platform_discount"),
      );
      expect(money("shipping_fee")).toBe(
        money("original_shipping_fee") -
          money("shipping_fee_seller_discount") -
          money("shipping_fee_platform_discount"),
      );
      expect(money("tax")).toBe(taxes);
      expect(money("total_amount")).toBe(
        money("sub_total") + money("shipping_fee") + taxes + money("retail_delivery_fee"),
      );
      let lineSum = 0;
      for (const line of line_items) {
        lineSum += cents(line.sale_price);
        expect(cents(line.sale_price)).toBe(
          cents(line.original_price) - cents(line.seller_discount) - cents(line.platform_discount),
        );
      }
      expect(lineSum).toBe(money("sub_total"));
      for (const [name, text] of Object.entries(payment)) {
        if (name !== "currency") expect(text).toMatch(/^(0|[1-9]\d*)(\.\d?[1-9])?$/);
      }
    }
  });

  test("shows address and tracking number only once it may", async () => {
    for (const order of await allOrders(3_000)) {
      if (order.status === "UNPAID" || order.status === "ON_HOLD")
        expect(order.recipient_address).toBeUndefined();
      const hasShipped = order.rts_time !== undefined;
      expect(order.tracking_number !== "").toBe(hasShipped);
      if (["IN_TRANSIT", "DELIVERED", "COMPLETED"].includes(order.status)) expect(hasShipped).toBe(true);
      if (order.status === "CANCELLED") expect(order.cancel_time).toBe(order.update_time);
      expect(order.line_items.length).toBeGreaterThan(0);
    }
  });

  test("masks the recipient when TikTok ships and shows all of it when the seller does", async () => {
    for (const { shipping_type, recipient_address: address } of await allOrders(1_000)) {
      if (address === undefined) continue;
      expect(address.name.includes("*")).toBe(shipping_type === "TIKTOK");
      expect(address.phone_number.includes("*")).toBe(shipping_type === "TIKTOK");
      expect(address.address_line1.includes("*")).toBe(shipping_type === "TIKTOK");
    }
  });

  test("comes from a shop with believable proportions", async () => {
    const orders = await allOrders(6_000);
    const share = (matches: (order: (typeof orders)[number]) => boolean) =>
      orders.filter(matches).length / orders.length;
    expect(share((order) => order.status === "CANCELLED")).toBeCloseTo(0.07, 1);
    expect(share((order) => order.status === "CANCELLED")).toBeGreaterThan(0.04);
    expect(share((order) => order.shipping_type === "SELLER")).toBeCloseTo(0.08, 1);
    expect(share((order) => order.is_sample_order)).toBeGreaterThan(0.004);
    const samples = orders.filter((order) => order.is_sample_order);
    expect(samples.every((order) => order.payment.total_amount === "0")).toBe(true);
    const lines = orders.flatMap((order) => order.line_items);
    expect(lines.length / orders.length).toBeGreaterThan(1.45);
    expect(lines.length / orders.length).toBeLessThan(1.8);
    expect(new Set(lines.map((line) => line.product_id)).size).toBeGreaterThan(350);
    expect(lines.some((line) => line.is_gift)).toBe(true);
    const buyers = new Set(orders.map((order) => order.user_id)).size;
    expect(buyers / orders.length).toBeGreaterThan(0.6);
    expect(buyers / orders.length).toBeLessThan(0.8);
    const lineIds = lines.map((line) => line.id);
    expect(new Set(lineIds).size).toBe(lineIds.length);
  });
});
