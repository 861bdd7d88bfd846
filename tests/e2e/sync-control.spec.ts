import { expect, type Page, test } from "@playwright/test";
import { openDatabase } from "./database";
import { control, owner, syncPill } from "./support";

const ordinaryLatencyMs = 20;

async function startResync(page: Page): Promise<void> {
  await page.goto("/admin");
  await page.getByRole("button", { name: "Full resync" }).click();
  const question = page.getByRole("dialog", { name: "Confirm the full resync" });
  await expect(question).toContainText(/Read all [\d,]+ orders of .+ again\?/);
  await expect(question).toContainText(/About \d+ API calls/);
  await question.getByRole("button", { name: "Yes, start" }).click();
  await expect(question).toBeHidden();
}

test.afterEach(() => control({ latencyMs: ordinaryLatencyMs }));

test("a full resync asks once, and reports what was missing and had changed", async ({ page }) => {
  await using sql = openDatabase();
  await sql`delete from orders where order_id in (select order_id from orders order by create_time limit 3)`;
  await sql`update orders set total_amount = 1 where order_id in
    (select order_id from orders order by create_time desc offset 50 limit 2)`;
  await startResync(page);
  // The shop is alive: one of its own late changes may be among those found.
  const report = page.getByText(/checked [\d,]+ · 3 were missing · ([2-9]|\d\d+) had changed · 0 vanished/);
  await expect(report).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText("The last full resync ended")).toBeVisible();
  await expect(syncPill(page)).toHaveText("Up to date");

  await page.getByRole("link", { name: "The run in full" }).click();
  await expect(page.getByRole("heading", { name: "Full resync", level: 1 })).toBeVisible();
  const found = page.getByRole("region", { name: "What it found" });
  await expect(found).toContainText(/([\d,]+) here = \1 at TikTok/);
  await expect(found).toContainText("3 were missing, and are here now.");
  await expect(page.getByText("an admin asked for it")).toBeVisible();
  await expect(page.getByRole("table", { name: "Windows" })).toContainText("Read");
});

test("the question can be declined, and nothing begins", async ({ page }) => {
  await page.goto("/admin");
  await page.getByRole("button", { name: "Full resync" }).click();
  await page.getByRole("link", { name: "Not now" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Full resync" })).toBeFocused();
  await expect(syncPill(page)).toHaveText("Up to date");
});

test("a resync shows its progress and is cancelled without losing anything", async ({ page }) => {
  await using sql = openDatabase();
  const countOrders = async () => (await sql`select count(*)::int as orders from orders`)[0]?.orders;
  const before = await countOrders();
  await control({ latencyMs: 4_000 });
  await startResync(page);
  await expect(page.getByRole("progressbar", { name: "Sync progress" })).toBeVisible();
  await expect(syncPill(page)).toHaveText(/Syncing/);
  await page.getByRole("button", { name: "Cancel resync" }).click();
  await control({ latencyMs: ordinaryLatencyMs });
  await expect(page.getByText("The last full resync was cancelled")).toBeVisible();
  const acts = await sql`
    select action, actor_email, details ->> 'runId' as run from audit_log
    where action in ('sync.resync_requested', 'sync.cancelled') order by at desc, id desc limit 2`;
  expect(acts.map(({ action }) => action)).toEqual(["sync.cancelled", "sync.resync_requested"]);
  expect(acts[0]).toMatchObject({ actor_email: owner.email, run: acts[1]?.run });
  await expect(page.getByRole("button", { name: "Full resync" })).toBeVisible();
  expect(await countOrders()).toBe(before);

  await page.goto("/sync?outcome=cancelled");
  await page.getByRole("link", { name: "Full resync" }).first().click();
  await expect(page.getByRole("region", { name: "What it did" })).toContainText("Cancelled");
});

test.describe("without client JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a full resync asks on the page itself and begins", async ({ page }) => {
    await page.goto("/admin");
    await page.getByRole("button", { name: "Full resync" }).click();
    await expect(page.getByRole("heading", { name: /Read all [\d,]+ orders/ })).toBeVisible();
    await page.getByRole("button", { name: "Yes, start" }).click();
    await expect(page).toHaveURL(/\/admin$/);
    await expect
      .poll(async () => {
        await page.goto("/admin");
        return page.getByText(/checked [\d,]+ · 0 were missing · 0 had changed · 0 vanished/).count();
      })
      .toBe(1);
  });
});
