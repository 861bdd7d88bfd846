import { expect, test } from "@playwright/test";
import { control, ordersInShop, owner, ownerState, signIn, syncPill } from "./support";

test("an owner signs in, connects a shop, sees it arrive, refreshes and opens a new order", async ({
  page,
}) => {
  await page.goto("/orders");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Forders/);
  await signIn(page, { ...owner, password: "not the password" });
  await expect(page.getByRole("alert").filter({ hasText: "do not fit together" })).toBeVisible();
  await signIn(page);
  await expect(page.getByRole("heading", { name: "Connect your TikTok Shop" })).toBeVisible();

  await page.getByRole("link", { name: "Connect a shop" }).click();
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("the authorisation was declined")).toBeVisible();
  await page.getByRole("link", { name: "Connect a shop" }).click();
  await page.getByRole("button", { name: "Authorise" }).click();

  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await expect(syncPill(page)).toHaveText(/Syncing|Up to date/);
  await expect(syncPill(page)).toHaveText("Up to date", { timeout: 45_000 });
  await page.goto("/");
  await expect(page.getByRole("region", { name: "GMV" })).toContainText(/\$[\d,]+\.\d\d/);

  await page.getByRole("link", { name: "Sync" }).click();
  await expect(page.getByText(/([\d,]+) here = \1 at TikTok/)).toBeVisible();

  await page.goto("/returns");
  await expect(page.getByRole("heading", { name: "Returns are not here yet" })).toBeVisible();
  await expect(page.getByText("Refund rate")).toHaveCount(0);
  await page.goto("/sync");

  const { addedIds } = await control({ addOrders: { count: 5 } });
  await control({ clock: { advanceSec: 5 } });
  expect(addedIds).toHaveLength(5);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByRole("row").filter({ hasText: "refresh" }).first()).toContainText("Complete");

  const newest = addedIds[0] ?? "";
  await page.goto(`/orders?q=${newest}`);
  await page.getByRole("link", { name: newest }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${newest}`));
  await expect(page.getByRole("heading", { name: new RegExp(newest) })).toBeVisible();
  await page.goto("/orders");
  const total = (
    await page
      .getByText(/^[\d,]+ orders$/)
      .first()
      .innerText()
  ).replace(/\D/g, "");
  expect(Number(total)).toBeGreaterThanOrEqual(ordersInShop + 5);
  await page.context().storageState({ path: ownerState });
});
