import { expect, test } from "@playwright/test";
import { withDatabase } from "./people-support";

test("an admin says how long raw pages are kept, and erases a buyer found by an order", async ({ page }) => {
  await page.goto("/admin/privacy");
  const retention = page.getByRole("region", { name: "Raw pages" });
  const keep = retention.getByLabel("Keep them").first();
  const save = retention.getByRole("button", { name: "Save" }).first();
  await keep.selectOption("180 days");
  await save.click();
  await expect(page.getByText("Saved. Older pages go")).toBeVisible();
  await page.reload();
  await expect(keep).toHaveValue("180");
  await keep.selectOption("For ever");
  await save.click();
  await expect(page.getByText("Saved. Older pages go")).toBeVisible();

  const [order] = await withDatabase(
    (sql) => sql<{ orderId: string; buyerUserId: string; nickname: string }[]>`
      select order_id as "orderId", buyer_user_id as "buyerUserId", buyer_nickname as nickname from orders
      where buyer_user_id is not null and buyer_nickname is not null and not starts_with(buyer_user_id, 'erased-')
      order by create_time limit 1`,
  );
  const { orderId = "", buyerUserId = "", nickname = "" } = order ?? {};
  const find = page.getByLabel("Buyer id, or the id of one of their orders");
  await find.fill("1");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("No order has such a buyer")).toBeVisible();
  await find.fill(orderId);
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText(nickname)).toBeVisible();
  await page.getByLabel("This cannot be taken back").check();
  await page.getByRole("button", { name: "Erase this buyer" }).click();
  await expect(page.getByText("No order has such a buyer")).toBeVisible();
  await expect(page.getByRole("region", { name: "Erased buyers" }).getByRole("row")).not.toHaveCount(1);
  await page.goto(`/orders/${orderId}`);
  await expect(page.getByRole("heading", { name: new RegExp(orderId) })).toBeVisible();
  await expect(page.getByText("Erased on request")).toBeVisible();
  expect(await page.content()).not.toContain(nickname);
  await page.goto("/admin/audit");
  await expect(page.getByRole("row").filter({ hasText: "Erased a buyer" }).first()).toBeVisible();
  expect(await page.content()).not.toContain(buyerUserId);
});
