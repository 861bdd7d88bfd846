import { createHmac, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { sandboxApp } from "../../scripts/lib/sandbox.mjs";
import { control } from "./support";

const path = "/api/tiktok/webhook";
const signatureOf = (body: string) =>
  createHmac("sha256", sandboxApp.secret)
    .update(sandboxApp.key + body)
    .digest("hex");

test("TikTok's signed notification brings the order at once, without a cron; any other is refused", async ({
  page,
  request,
}) => {
  const { addedIds, shops } = await control({ addOrders: { count: 1 }, clock: { advanceSec: 2 } });
  const orderId = addedIds[0] ?? "";
  const body = JSON.stringify({
    type: 1,
    tts_notification_id: randomUUID(),
    shop_id: shops[0]?.id,
    timestamp: Math.floor(Date.now() / 1000),
    data: { order_id: orderId, order_status: "UNPAID", is_on_hold_order: false, update_time: 1 },
  });
  const post = (authorization: string) =>
    request.post(path, { data: body, headers: { authorization, "content-type": "application/json" } });

  expect((await post("0".repeat(64))).status()).toBe(401);
  expect((await page.goto(`/orders/${orderId}`))?.status()).toBe(404);

  const answer = await post(signatureOf(body));
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toBe("");
  await expect.poll(async () => (await page.goto(`/orders/${orderId}`))?.status()).toBe(200);
  await expect(page.getByRole("heading", { name: new RegExp(orderId) })).toBeVisible();
  expect((await request.get(path)).status()).toBe(405);
});
