import { expect, test } from "@playwright/test";
import { openForKeys, syncPill } from "./support";

const pages = ["/", "/?range=today", "/?range=12m", "/orders", "/sync", "/sync/restatements"];

for (const path of pages) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${path} fits a phone in ${colorScheme} and logs no error`, async ({ page }) => {
      const errors: string[] = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", (error) => errors.push(String(error)));
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path);
        await expect(syncPill(page)).toBeVisible();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
      }
      expect(errors).toEqual([]);
    });
  }
}

test("bad parameters fall back to the default with a notice", async ({ page }) => {
  await page.goto("/?range=fortnight");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await expect(page.getByText(/Showing the last 28 days\./)).toBeVisible();
  await page.goto("/orders?cursor=nonsense&status=TELEPORTED");
  await expect(page.getByText("A status in the address is not known and was left out.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^\d{17,19}$/ }).first()).toBeVisible();
});

test("whatever a page cannot show is named in a sentence, and its default is shown", async ({ page }) => {
  const currency = "Nothing here is sold in the currency asked for. Showing USD.";
  const wrong: [path: string, sentences: string[]][] = [
    ["/?chart=profit", ["That figure is not known. The chart shows GMV."]],
    ["/?table=everything", ["That table is not known and was left out."]],
    ["/?currency=ZZZ", [currency]],
    ["/?range=all", ["All time is for lists of orders. Showing the last 28 days."]],
    ["/products?currency=ZZZ", [currency]],
    ["/products?sort=luck", ["That order of the products is not known. The highest net sales come first."]],
    ["/products?page=-1", ["That page does not exist. Showing the first one."]],
    ["/products?page=99", ["That page does not exist. Showing the first one."]],
  ];
  for (const [path, sentences] of wrong) {
    await page.goto(path);
    for (const sentence of sentences) await expect(page.getByText(sentence), path).toBeVisible();
    await expect(page.getByText(/\$\d/).first(), path).toBeVisible();
  }
});

test("a parameter named like a part of every object is left out", async ({ page }) => {
  for (const path of ["/", "/orders", "/products", "/fulfilment", "/customers", "/returns", "/sync"]) {
    const answer = await page.goto(`${path}?constructor=1&__proto__=2&range=7d`);
    expect(answer?.status(), path).toBe(200);
    expect(new URL(page.url()).search, path).toBe("?range=7d");
  }
});

test("E takes the file of what is on screen", async ({ page }) => {
  await openForKeys(page, "/orders?range=7d");
  const download = page.waitForEvent("download");
  await page.keyboard.press("e");
  expect((await download).suggestedFilename()).toMatch(/^orders-\d{4}-\d{2}-\d{2}\.csv$/);
});

test("Next and Previous walk the orders without a gap or a repeat", async ({ page }) => {
  const ids = () => page.getByRole("link", { name: /^\d{17,19}$/ }).allInnerTexts();
  await page.goto("/orders");
  const first = await ids();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/cursor=|after=|page=/);
  await expect.poll(async () => (await ids())[0]).not.toBe(first[0]);
  const second = await ids();
  expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect.poll(ids).toEqual(first);
});

test("a status filter shows that status only, and survives a reload", async ({ page }) => {
  await page.goto("/orders?status=CANCELLED");
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: "Cancelled" }).first()).toBeVisible();
  const rows = page.getByRole("row").filter({ has: page.getByRole("link", { name: /^\d{17,19}$/ }) });
  expect(await rows.count()).toBe(await rows.filter({ hasText: "Cancelled" }).count());
});

test("an unknown order says so in a plain sentence", async ({ page }) => {
  const answer = await page.goto("/orders/1234");
  expect(answer?.status()).toBe(404);
  await expect(page.getByText(/no order|not found|not here/i).first()).toBeVisible();
});

test.describe("without client JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("every page shows its numbers", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("region", { name: "GMV" })).toContainText(/\$[\d,]+\.\d\d/);
    await expect(syncPill(page)).toHaveText("Up to date");
    await page.goto("/orders");
    await expect(page.getByRole("link", { name: /^\d{17,19}$/ }).first()).toBeVisible();
    await page.goto("/sync");
    await expect(page.getByText(/here = /)).toBeVisible();
  });

  test("an unknown order says so", async ({ page }) => {
    const answer = await page.goto("/orders/1234");
    expect(answer?.status()).toBe(404);
    await expect(page.getByText(/no order|not found|not here/i).first()).toBeVisible();
  });

  test("the chart's table opens by its address", async ({ page }) => {
    await page.goto("/?range=7d");
    await page.getByRole("link", { name: "Show as a table" }).click();
    await expect(page.getByRole("table").filter({ hasText: "GMV" }).first()).toBeVisible();
  });

  test("Refresh works as a plain form", async ({ page }) => {
    await page.goto("/sync");
    const runs = page.getByRole("row").filter({ hasText: "refresh" });
    const before = await runs.count();
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect
      .poll(async () => {
        await page.goto("/sync");
        return runs.count();
      })
      .toBeGreaterThan(before);
  });
});

test("the dark theme is kept over a reload", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: /account/i }).click();
  await page
    .getByRole("button", { name: "Dark" })
    .or(page.getByRole("radio", { name: "Dark" }))
    .first()
    .click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator("html")).toHaveClass(/dark/);
});
