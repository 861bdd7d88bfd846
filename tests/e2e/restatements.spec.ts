import { expect, test } from "@playwright/test";
import { control, syncPill } from "./support";

test("figures of past days that changed since the last visit are told with their cause and their history", async ({
  page,
  context,
  baseURL,
}) => {
  const hourAgo = Math.floor(Date.now() / 1000) - 3_600;
  await context.addCookies([{ name: "visit", value: `${hourAgo}`, url: baseURL ?? "" }]);
  await control({ changeOrders: { count: 8, status: "CANCELLED" } });
  await control({ clock: { advanceSec: 5 } });
  await page.goto("/");
  await page.getByRole("button", { name: "Refresh" }).click();
  const panel = page.getByRole("region", { name: "What changed since your last visit" });
  const changed = panel.getByRole("listitem").filter({ hasText: "Cancelled" }).first();
  await expect(changed).toContainText(/Net sales \$[\d,.]+ → \$[\d,.]+ · cancelled orders \+\d/);
  const day = (await changed.getByRole("link").getAttribute("href"))?.match(/day=([\d-]+)/)?.[1];
  await changed.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/sync/restatements\\?.*day=${day}`));
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue(day ?? "");
  await expect(page.getByRole("row").filter({ hasText: "Net sales" }).first()).toContainText("Cancelled");
  await page.getByRole("combobox", { name: "Why" }).selectOption("Repaired");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("No figure that fits these choices")).toBeVisible();
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Cancelled orders" }).first()).toBeVisible();
  await expect(syncPill(page)).toBeVisible();
});
