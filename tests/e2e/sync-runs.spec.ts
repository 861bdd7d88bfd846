import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { openDatabase } from "./database";

test("the run history is filtered by kind, cause and outcome, and the address keeps it", async ({ page }) => {
  await page.goto("/sync");
  const rows = page.getByRole("table", { name: "Run history" }).getByRole("row");
  await page.getByRole("combobox", { name: "Kind" }).selectOption({ label: "Full syncs" });
  await page.getByRole("combobox", { name: "Outcome" }).selectOption({ label: "Complete" });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/kind=full/);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Kind" })).toHaveValue("full");
  const shown = (await rows.count()) - 1;
  expect(shown).toBeGreaterThan(0);
  await expect(rows.filter({ hasText: /First sync|Full resync/ })).toHaveCount(shown);
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page).not.toHaveURL(/kind=/);
  await expect(page.getByRole("combobox", { name: "Kind" })).toHaveValue("");
});

test("a filter that fits no run says so, and one that is not known is left out", async ({ page }) => {
  await page.goto("/sync?kind=full&trigger=webhook");
  await expect(page.getByRole("heading", { name: "No run fits" })).toBeVisible();
  await page.getByRole("link", { name: "Show every run" }).click();
  await expect(page.getByRole("table", { name: "Run history" })).toBeVisible();
  await page.goto("/sync?kind=telepathy&cursor=nonsense");
  await expect(page.getByText("A filter in the address is not known and was left out.")).toBeVisible();
  await expect(page.getByText("That page address is not valid. Showing the newest runs.")).toBeVisible();
});

test("older and newer runs are walked without a gap or a repeat", async ({ page }) => {
  await using sql = openDatabase();
  const [shop] = await sql`select shop_id from shops`;
  const ids = Array.from({ length: 60 }, () => randomUUID());
  await sql`insert into sync_runs (shop_id, id, resource, kind, trigger, status, stop_reason, started_at, finished_at)
    select ${shop?.shop_id}, id::uuid, 'orders', 'repair', 'webhook', 'succeeded', 'done',
      now() - interval '400 days', now() - interval '400 days'
    from unnest(${ids}::text[]) as id`;
  try {
    const links = () =>
      page
        .getByRole("table", { name: "Run history" })
        .getByRole("link")
        .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    await page.goto("/sync?trigger=webhook");
    const first = await links();
    await page.getByRole("link", { name: "Older runs" }).click();
    await expect.poll(async () => (await links())[0]).not.toBe(first[0]);
    const second = await links();
    await page.getByRole("link", { name: "Older runs" }).click();
    await expect.poll(async () => (await links())[0]).not.toBe(second[0]);
    const third = await links();
    expect(new Set([...first, ...second, ...third]).size).toBe(first.length + second.length + third.length);
    expect(first.length + second.length + third.length).toBeGreaterThanOrEqual(60);
    await page.getByRole("link", { name: "Newer runs" }).click();
    await expect.poll(links).toEqual(second);
  } finally {
    await sql`delete from sync_runs where id = any(${ids}::uuid[])`;
  }
});

test("an unknown run says so in a plain sentence", async ({ page }) => {
  for (const id of [randomUUID(), "not-a-run"]) {
    const answer = await page.goto(`/sync/runs/${id}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is no such run" })).toBeVisible();
  }
});
