import { expect, test } from "@playwright/test";
import { openDatabase } from "./database";
import { control } from "./support";

test.describe("the calendar of proven days", () => {
  test.beforeAll(() => control({ latencyMs: 20 }));

  test("everything is counted on demand, and the days are proven", async ({ page }) => {
    await page.goto("/sync");
    const completeness = page.getByRole("region", { name: "Completeness" });
    await expect(completeness).toContainText("About 11 API calls.");
    await completeness.getByRole("button", { name: "Count everything now" }).click();
    await expect(completeness).toContainText(/([\d,]+) here = \1 at TikTok: proven\./, { timeout: 30_000 });
    const calendar = page.getByRole("region", { name: "Proven days" });
    await calendar.getByRole("link", { name: "Earlier month" }).click();
    await expect(page).toHaveURL(/month=\d{4}-\d\d/);
    await expect(calendar).toContainText(/(\d+) of \1 days proven by count/);
    await expect(calendar.getByRole("link", { name: /: proven, \d+ orders?$/ }).first()).toBeVisible();
  });

  test("a day opens with its counts by keyboard, and the address keeps it", async ({ page }) => {
    await page.goto("/sync");
    await page.getByRole("link", { name: "Earlier month" }).click();
    await expect(page).toHaveURL(/month=/);
    const days = page.getByRole("list", { name: /^\w+ \d{4}$/ }).getByRole("link");
    await days.first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(days.nth(7)).toBeFocused();
    await page.keyboard.press("End");
    await expect(days.last()).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/day=\d{4}-\d\d-\d\d/);
    await page.reload();
    await expect(
      page.getByText(/No order of this day is missing: all orders from the beginning on were counted/),
    ).toBeVisible();
    await expect(page.getByRole("link", { name: "this run" })).toHaveAttribute("href", /\/sync\/runs\//);
  });

  test("a day that lost orders is checked, mended and proven by a count of its own", async ({ page }) => {
    await using sql = openDatabase();
    const [lost] = await sql`
      select (create_time at time zone s.timezone)::date::text as day from orders join shops s using (shop_id)
      where create_time < now() - interval '20 days' group by 1 having count(*) > 3 order by 1 desc limit 1`;
    await sql`delete from orders where order_id in (select order_id from orders join shops s using (shop_id)
      where (create_time at time zone s.timezone)::date = ${lost?.day}::date order by order_id limit 2)`;
    await page.goto(`/sync?day=${lost?.day}`);
    const opened = page.getByRole("region", { name: /^\w{3} \d+ \w{3} \d{4}$/ });
    await expect(opened).toContainText(/About \d+ API calls\./);
    await page.getByRole("button", { name: "Check this day" }).click();
    await expect(page.getByText(/(\d+) here = \1 at TikTok: mended, 2 had been wrong\./)).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByRole("link", { name: /: mended and proven, \d+ orders$/ })).toBeVisible();
    await page.getByRole("link", { name: "this run" }).click();
    await expect(page.getByRole("table", { name: "Comparisons" })).toContainText("Equal after reading again");
  });

  test("an hour is checked with the price of its own orders", async ({ page }) => {
    await page.goto("/sync");
    await page.getByRole("link", { name: "Earlier month" }).click();
    await page
      .getByRole("list", { name: /^\w+ \d{4}$/ })
      .getByRole("link")
      .first()
      .click();
    const hour = page.getByRole("combobox", { name: "Hour" });
    await hour.selectOption({ index: 5 });
    await expect(hour.locator("option:checked")).toHaveText(/^\d\d:\d\d · \d+ orders? · \d+ API calls?$/);
    await page.getByRole("button", { name: "Check this hour" }).click();
    await expect(page.getByText(/(\d+) here = \1 at TikTok: proven\./)).toBeVisible({ timeout: 30_000 });
  });

  test("a day that differs is told in words and by its mark, and there is a table of all days", async ({
    page,
  }) => {
    await using sql = openDatabase();
    const [shop] = await sql`select shop_id, timezone from shops`;
    const [day] = await sql`
      select d::text as day, extract(epoch from d::timestamp at time zone ${shop?.timezone})::bigint as "fromSec",
        extract(epoch from (d + 1)::timestamp at time zone ${shop?.timezone})::bigint as "toSec"
      from (select (now() at time zone ${shop?.timezone})::date - 3 as d) x`;
    await sql`insert into span_proofs (shop_id, resource, run_id, field, from_sec, to_sec, counted_there, counted_here,
        counted_before, outcome, checked_at)
      values (${shop?.shop_id}, 'orders', gen_random_uuid(), 'create_time', ${day?.fromSec}, ${day?.toSec}, 12, 10, 10,
        'mismatch', now() + interval '1 minute')`;
    try {
      await page.goto(`/sync?day=${day?.day}`);
      await expect(page.getByText("10 here ≠ 12 at TikTok, also after reading again.")).toBeVisible();
      await expect(page.getByRole("link", { name: /: differs, \d+ orders?$/ })).toHaveAttribute(
        "aria-current",
        "date",
      );
      await page.getByText("Show as a table").click();
      const table = page.getByRole("table", { name: "Proven days" });
      await expect(table.getByRole("row").filter({ hasText: "Differs" })).toHaveCount(1);
    } finally {
      await sql`delete from span_proofs where counted_there = 12 and counted_here = 10 and outcome = 'mismatch'`;
    }
  });

  test("one order is re-checked for one call, and a damaged copy is mended", async ({ page }) => {
    await using sql = openDatabase();
    const [order] = await sql`select order_id from orders where status = 'COMPLETED' limit 1`;
    await sql`update orders set status = 'UNPAID' where order_id = ${order?.order_id}`;
    await page.goto(`/orders/${order?.order_id}`);
    await expect(page.getByText("1 API call", { exact: true })).toBeVisible();
    const button = page.getByRole("button", { name: "Re-check with TikTok" });
    await button.click();
    await expect(page.getByText("It had changed at TikTok, and is mended.")).toBeVisible({ timeout: 30_000 });
    await button.click();
    await expect(page.getByText("It is here as TikTok has it.")).toBeVisible({ timeout: 30_000 });
    expect((await sql`select status from orders where order_id = ${order?.order_id}`)[0]?.status).toBe(
      "COMPLETED",
    );
  });
});
