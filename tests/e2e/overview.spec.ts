import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { withDatabase } from "./people-support";
import { openForKeys } from "./support";

/** The digits of a text: `Show its 1,234 orders` is 1234. */
const digits = (text: string) => Number(text.replace(/\D/g, ""));

const filters = (page: Page) => page.getByRole("search", { name: "Filters" });

async function choose(page: Page, button: RegExp, choice: string) {
  await filters(page).locator("summary", { hasText: button }).click();
  await filters(page).getByRole("link", { name: choice, exact: true }).click();
}

test("every panel is there, named, with numbers", async ({ page }) => {
  await page.goto("/");
  for (const name of ["GMV", "Net sales", "Orders", "Units", "Average order value", "Cancellation rate"]) {
    await expect(page.getByRole("region", { name, exact: true })).toContainText(/\d/);
  }
  for (const name of ["Sales", "Needs you now", "Top products", "Where orders are", "When people buy"]) {
    await expect(page.getByRole("region", { name, exact: true })).toContainText(/\d/);
  }
  await expect(page.getByRole("region", { name: "Where buyers are" })).toContainText("Masked by TikTok");
});

test("a period without sales says so in every panel, and draws no axis of nothing", async ({ page }) => {
  await page.goto("/?from=2020-01-01&to=2020-01-05");
  for (const [name, sentence] of [
    ["Sales", "Nothing was paid for in this period and currency."],
    ["Top products", "Nothing was paid for in this period and currency."],
    ["Where orders are", "None was created in this period."],
    ["When people buy", "Nothing was paid for in this period."],
    ["Where buyers are", "Nothing was paid for in this period and currency."],
  ] as const) {
    await expect(page.getByRole("region", { name, exact: true }).getByText(sentence), name).toBeVisible();
  }
  await expect(page.getByRole("region", { name: "Sales", exact: true })).not.toContainText(/\$/);
});

test("a figure's explanation leads to exactly its orders", async ({ page }) => {
  await page.goto("/?range=7d");
  for (const name of ["GMV", "Net sales", "Cancellation rate"]) {
    await page.goto("/?range=7d");
    const card = page.getByRole("region", { name, exact: true });
    await card.locator("summary").click();
    await expect(card).toContainText("by payment in the shop's days");
    const link = card.getByRole("link", { name: /orders?$/ });
    const orders = digits(await link.innerText());
    await link.click();
    await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
    await expect(
      page.getByText(new RegExp(`^${orders.toLocaleString("en-US")} orders?`)).first(),
    ).toBeVisible();
  }
});

test("what TikTok did not name leads nowhere, and nothing is new before history is here", async ({
  page,
}) => {
  const panel = page.getByRole("region", { name: "Top products" });
  await withDatabase(
    (sql) => sql`
      insert into daily_product_sales (shop_id, day, product_id, currency, orders, units, gmv, net_sales, cancelled_orders, cancelled_units, refunded_units)
      select shop_id, (now() at time zone timezone)::date - 1, '', currency, 1, 1, 9999999, 9999999, 0, 0, 0 from shops limit 1`,
  );
  const [synced] = await withDatabase(
    (sql) => sql`select shop_id, synced_through from sync_metadata where resource = 'orders'`,
  );
  try {
    await page.goto("/?range=yesterday&compare=weekday");
    const unnamed = panel.getByRole("row").filter({ hasText: "Not named by TikTok" });
    await expect(unnamed).toContainText("new");
    await expect(unnamed.getByRole("link")).toHaveCount(0);
    await withDatabase(
      (sql) => sql`update sync_metadata set synced_through = null where resource = 'orders'`,
    );
    await page.goto("/?range=yesterday&compare=weekday");
    await expect(unnamed).toBeVisible();
    await expect(unnamed).not.toContainText("new");
  } finally {
    await withDatabase(async (sql) => {
      await sql`delete from daily_product_sales where product_id = ''`;
      await sql`update sync_metadata set synced_through = ${synced?.synced_through} where shop_id = ${synced?.shop_id} and resource = 'orders'`;
    });
  }
});

test("dates, comparison, status, product and fulfilment live in the address and survive a reload", async ({
  page,
}) => {
  await page.goto("/");
  await choose(page, /Last 28 days/, "Last 7 days");
  await expect(page).toHaveURL(/range=7d/);
  await choose(page, /Previous period/, "Previous year");
  await expect(page).toHaveURL(/compare=year/);
  await filters(page).locator("summary", { hasText: "Status" }).click();
  await page.getByRole("checkbox", { name: "Delivered" }).check();
  await page.getByRole("checkbox", { name: "In transit" }).check();
  await page.getByRole("form", { name: "Status" }).getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/status=in_transit&status=delivered/);
  await filters(page).locator("summary", { hasText: "Fulfilment" }).click();
  await page.getByRole("checkbox", { name: "By TikTok" }).check();
  await page.getByRole("form", { name: "Fulfilment" }).getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/fulfilment=tiktok/);
  await filters(page).locator("summary", { hasText: "Product" }).click();
  await page.getByRole("searchbox", { name: "Product name" }).fill("a");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page).toHaveURL(/find=a/);
  await page
    .getByRole("search", { name: "Filters" })
    .getByRole("link")
    .filter({ hasText: /[a-z]{4}/ })
    .last();
  await page.reload();
  await expect(filters(page).locator("summary", { hasText: "2 statuses" })).toBeVisible();
  await expect(filters(page).locator("summary", { hasText: "By TikTok" })).toBeVisible();
  await filters(page).getByRole("link", { name: "Clear filters" }).click();
  await expect(page).not.toHaveURL(/status=|fulfilment=/);
  await expect(page).toHaveURL(/range=7d&compare=year|compare=year&range=7d/);
});

test("custom dates are the shop's days; a date that is none falls back with a notice", async ({ page }) => {
  await page.goto("/");
  await filters(page).locator("summary", { hasText: "Last 28 days" }).click();
  const today = await page.getByLabel("To", { exact: true }).inputValue();
  const earlier = new Date(Date.parse(today) - 3 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("From", { exact: true }).fill(earlier);
  await page.getByRole("form", { name: "Custom dates" }).getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(new RegExp(`from=${earlier}&to=${today}`));
  await page.goto("/?from=2026-02-30&to=yesterday");
  await expect(page.getByText("Dates are written as 2026-01-31. Showing the last 28 days.")).toBeVisible();
});

test("a figure's name puts it into the chart, which keys read aloud", async ({ page }) => {
  await page.goto("/?range=7d");
  await page.getByRole("link", { name: "Cancellation rate" }).click();
  await expect(page).toHaveURL(/chart=cancellationRate/);
  const slider = page.getByRole("slider", { name: "Read Cancellation rate by day" });
  await slider.focus();
  await slider.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /\d{4}: [\d.]+%|\d{4}: –/);
});

test("an hour of the week leads to its orders", async ({ page }) => {
  await page.goto("/?range=28d&table=rhythm");
  const table = page.getByRole("table", { name: "Orders by weekday and hour" });
  const link = table.getByRole("link").first();
  const orders = digits(await link.innerText());
  await link.click();
  await expect(page).toHaveURL(/weekday=\d&hour=\d+/);
  await expect(page.getByText(new RegExp(`^${orders} orders?`)).first()).toBeVisible();
});

test("regions and statuses lead to their orders", async ({ page }) => {
  await page.goto("/?range=28d&table=regions");
  const row = page.getByRole("table", { name: "GMV by region" }).getByRole("row").nth(1);
  const orders = digits(await row.getByRole("cell").nth(1).innerText());
  await row.getByRole("link").click();
  await expect(
    page.getByText(new RegExp(`^${orders.toLocaleString("en-US")} orders?`)).first(),
  ).toBeVisible();

  await page.goto("/?range=28d&table=statuses");
  const status = page.getByRole("table", { name: "Orders by status" }).getByRole("row").nth(1);
  const count = digits(await status.getByRole("cell").nth(1).innerText());
  await status.getByRole("link").click();
  await expect(page.getByText(new RegExp(`^${count.toLocaleString("en-US")} orders?`)).first()).toBeVisible();
});

test.describe("keys", () => {
  test("choose dates, go through time, and stop comparing", async ({ page }) => {
    await openForKeys(page, "/");
    await page.keyboard.press("w");
    await expect(page).toHaveURL(/range=7d/);
    await page.keyboard.press("ArrowLeft");
    await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d&to=/);
    const back = page.url();
    await page.keyboard.press("ArrowRight");
    await expect(page).not.toHaveURL(back);
    await page.keyboard.press("x");
    await expect(page).toHaveURL(/compare=none/);
    await page.keyboard.press("x");
    await expect(page).not.toHaveURL(/compare=/);
    await page.keyboard.press("y");
    await expect(page).toHaveURL(/range=12m/);
    await page.keyboard.press("d");
    await expect(page).toHaveURL(/range=today/);
  });

  test("refresh, and write letters where letters are written", async ({ page }) => {
    await openForKeys(page, "/orders");
    const search = page.getByRole("searchbox").first();
    await search.focus();
    await page.keyboard.type("dwr");
    await expect(search).toHaveValue("dwr");
    await expect(page).not.toHaveURL(/range=/);
  });

  test("list themselves, and Escape gives the focus back", async ({ page }) => {
    await openForKeys(page, "/");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await expect(help).toContainText("Refresh from TikTok");
    await page.keyboard.press("Escape");
    await expect(help).toBeHidden();
  });

  test("find pages and orders by name", async ({ page }) => {
    await openForKeys(page, "/");
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Find anything" });
    await palette.getByRole("combobox").fill("sync");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/sync/);
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill("577");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/orders\?.*q=577/);
  });

  test("close a panel by Escape and give the focus back to its button", async ({ page }) => {
    await openForKeys(page, "/");
    const button = filters(page).locator("summary", { hasText: "Status" });
    await button.click();
    await expect(page.getByRole("checkbox", { name: "Delivered" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("checkbox", { name: "Delivered" })).toBeHidden();
    await expect(button).toBeFocused();
  });
});

test("on paper there is no navigation, no filter and no button", async ({ page }) => {
  await page.goto("/");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(filters(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Refresh" })).toBeHidden();
  await expect(page.getByRole("region", { name: "GMV", exact: true })).toBeVisible();
});

test("on a phone the filters are one row, and a panel is a sheet within the screen", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/");
  await filters(page).locator("summary", { hasText: "Previous period" }).click();
  const sheet = await page.getByRole("navigation", { name: "Comparison" }).boundingBox();
  expect(sheet?.x).toBeGreaterThanOrEqual(0);
  expect((sheet?.x ?? 0) + (sheet?.width ?? 0)).toBeLessThanOrEqual(390);
  const bar = await filters(page).boundingBox();
  expect(bar?.height).toBeLessThan(60);
});

/** Of all scripts that the page loads by itself, compressed. */
const mostScriptBytes = 160_000;

test("the page loads less than 160 kB of script", async ({ page }) => {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto("/", { waitUntil: "networkidle" });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(mostScriptBytes);
});

test.describe("without client JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("every panel has its numbers, and the filter works", async ({ page }) => {
    await page.goto("/");
    for (const name of ["GMV", "Needs you now", "Top products", "Where orders are", "Where buyers are"]) {
      await expect(page.getByRole("region", { name, exact: true })).toContainText(/\d/);
    }
    await filters(page).locator("summary", { hasText: "Last 28 days" }).click();
    await filters(page).getByRole("link", { name: "Last 7 days" }).click();
    await expect(page).toHaveURL(/range=7d/);
    await filters(page).locator("summary", { hasText: "Status" }).click();
    await page.getByRole("checkbox", { name: "Cancelled" }).check();
    await page.getByRole("form", { name: "Status" }).getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(/range=7d.*status=cancelled/);
    await expect(page.getByRole("region", { name: "Cancellation rate" })).toContainText("100%");
    await page.goto("/?table=rhythm");
    await expect(page.getByRole("table", { name: "Orders by weekday and hour" })).toBeVisible();
  });
});
