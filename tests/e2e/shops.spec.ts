import { expect, test } from "@playwright/test";
import { createPerson, openAs, withDatabase } from "./people-support";

/** Stands in for a shop that may be lost: the other tests need theirs. */
const spare = { id: "7495514739184999999", name: "Spare & Sons" };

async function addSpareShop(isConnected: boolean) {
  await withDatabase(
    (sql) => sql`
      insert into shops (shop_id, name, region, currency, timezone, cipher, connection_id, disconnected_at)
      select ${spare.id}, ${spare.name}, 'GB', 'GBP', 'Europe/London', 'none', ${isConnected ? sql`id` : null},
        ${isConnected ? null : sql`now()`}
      from tiktok_connections limit 1`,
  );
}

const removeSpareShop = () =>
  withDatabase(async (sql) => {
    await sql`delete from shops where shop_id = ${spare.id}`;
    await sql`delete from shop_deletions where shop_id = ${spare.id}`;
  });

test.afterEach(removeSpareShop);

test("a shop is tested, connected anew and disconnected from Admin", async ({ page }) => {
  await addSpareShop(true);
  await page.goto("/admin/shops");
  const shop = page.getByRole("region", { name: "Juniper & Clay Bodycare" });
  await expect(shop.getByText("Connected", { exact: true })).toBeVisible();
  await expect(shop.getByText("Authorisation ends")).toBeVisible();
  await shop.getByRole("button", { name: "Test" }).click();
  await expect(shop.getByText(/TikTok answered in /)).toBeVisible();

  await shop.getByRole("link", { name: "Reconnect" }).click();
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page).toHaveURL(/\/admin\/shops\?connect=connect_declined/);
  await expect(page.getByText("the authorisation was declined")).toBeVisible();
  await shop.getByRole("link", { name: "Reconnect" }).click();
  await page.getByRole("button", { name: "Authorise" }).click();
  await expect(page).toHaveURL(/\/admin\/shops\?connected=\d+/);
  await expect(page.getByText("Juniper & Clay Bodycare (US) is connected.")).toBeVisible();

  const other = page.getByRole("region", { name: spare.name });
  await other.getByText("Disconnect…").click();
  await other.getByRole("button", { name: "Disconnect now" }).click();
  await expect(other.getByText("Disconnected", { exact: true }).first()).toBeVisible();
  await expect(other.getByRole("link", { name: "Connect again" })).toBeVisible();
});

test("an order is found by its id alone, whichever shop has it", async ({ page }) => {
  await page.goto("/orders");
  const id = await page
    .getByRole("table", { name: "Orders" })
    .getByRole("link", { name: /^\d{17,19}$/ })
    .first()
    .innerText();
  await addSpareShop(true);
  // The oldest shop is the one an address without a shop means.
  await withDatabase(
    (sql) => sql`update shops set created_at = created_at - interval '1 year' where shop_id = ${spare.id}`,
  );
  await page.goto("/orders");
  await expect(page.getByRole("button", { name: spare.name })).toBeVisible();
  for (const query of ["", "?shop=all", "?shop=unknown"]) {
    await page.goto(`/orders/${id}${query}`);
    await expect(page.getByRole("heading", { name: `Order ${id}` }), query).toBeVisible();
  }
  const other = await page.goto(`/orders/${id}?shop=${spare.id}`);
  expect(other?.status()).toBe(404);
});

test("all data of a shop is deleted by an owner who types its name, and by nobody else", async ({
  page,
  browser,
}) => {
  await addSpareShop(false);
  const admin = await openAs(browser, await createPerson("admin", "shops-admin"));
  await admin.goto("/admin/shops");
  await expect(admin.getByRole("region", { name: spare.name })).toBeVisible();
  await expect(admin.getByRole("link", { name: "Delete data…" })).toHaveCount(0);
  expect((await admin.goto(`/admin/shops/${spare.id}/delete`))?.status()).toBe(403);
  await admin.context().close();

  await page.goto("/admin/shops");
  await page.getByRole("region", { name: spare.name }).getByRole("link", { name: "Delete data…" }).click();
  await page.getByLabel(`Type ${spare.name} to confirm`).fill("Spare");
  await page.getByRole("button", { name: "Delete all data" }).click();
  await expect(page.getByText("The name typed is not the one of this shop.")).toBeVisible();
  await page.getByLabel(`Type ${spare.name} to confirm`).fill(spare.name);
  await page.getByRole("button", { name: "Delete all data" }).click();
  await expect(page).toHaveURL(/\/admin\/shops$/);
  await expect(page.getByRole("region", { name: spare.name }).getByText("Being deleted")).toBeVisible();
  await page.goto("/admin/audit");
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: "Asked to delete a shop's data" })
      .filter({ hasText: spare.name }),
  ).toBeVisible();
});

test("the consent page of TikTok's market is chosen by the shop, never by an address from outside", async ({
  request,
}) => {
  for (const query of ["?market=us", "?market=elsewhere", "?shop=1", "?from=https://evil.example.com", ""]) {
    const answer = await request.get(`/api/tiktok/authorize${query}`, { maxRedirects: 0 });
    expect(answer.status(), query).toBe(307);
    expect(answer.headers().location, query).not.toContain("evil");
  }
  const forged = await request.get("/api/tiktok/callback?code=x&state=forged", { maxRedirects: 0 });
  expect(forged.headers().location).toMatch(/\?connect=connect_expired$/);
});
