import { expect, type Page, test } from "@playwright/test";

const numberIn = (text: string) => Number(text.replaceAll(/[^\d.]/g, ""));

test("the leaderboard leads to a product, its SKUs and their orders, with the same figures", async ({
  page,
}) => {
  await page.goto("/products?range=90d");
  const board = page.getByRole("table", { name: "Products" });
  const best = board.getByRole("row").nth(1);
  const [units = "", sales = ""] = await Promise.all([
    best.getByRole("cell").nth(2).innerText(),
    best.getByRole("cell").nth(3).innerText(),
  ]);
  await expect(page.getByText(/makes? 80% of net sales/i).first()).toBeVisible();
  await best.getByRole("link").click();
  const figures = page.getByLabel("Figures", { exact: true });
  await expect(figures).toContainText(sales);
  await expect(figures).toContainText(units);
  const skus = page.getByRole("table", { name: "SKUs" });
  const rows = await skus.getByRole("row").all();
  let sum = 0;
  for (const row of rows.slice(1)) sum += numberIn(await row.getByRole("cell").nth(2).innerText());
  expect(sum).toBe(numberIn(units));
  await skus.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Its orders" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Orders" }).getByRole("link").first()).toBeVisible();
});

test("each figure of a product and of a SKU opens its orders, whose sum equals it", async ({ page }) => {
  await page.goto("/products?range=12m");
  await page.getByRole("table", { name: "Products" }).getByRole("row").nth(1).getByRole("link").click();
  await expect(page.getByRole("table", { name: "SKUs" })).toBeVisible();
  const product = page.url();
  await page.getByRole("table", { name: "SKUs" }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Its orders" })).toBeVisible();
  const figures = page.getByLabel("Figures", { exact: true }).getByRole("link");
  for (const address of [product, page.url()]) {
    await page.goto(address);
    await expect(figures).toHaveCount(6);
    for (const place of [0, 1, 2, 3]) {
      await page.goto(address);
      const value = await figures.nth(place).innerText();
      await figures.nth(place).click();
      await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
      await expect(
        page
          .getByText(value, { exact: true })
          .or(page.getByText(`${value} orders`))
          .first(),
      ).toBeVisible();
      await expect(
        page.getByText(/less cancelled orders|plus the discounts|one line item|Orders paid/),
      ).toBeVisible();
    }
  }
});

test("the leaderboard can be in another order, which the address keeps", async ({ page }) => {
  await page.goto("/products?range=90d");
  await page.getByRole("link", { name: "Units" }).click();
  await expect(page).toHaveURL(/sort=units/);
  await expect(page.getByRole("columnheader", { name: "Units" })).toHaveAttribute("aria-sort", "descending");
  const cells = await page.getByRole("table", { name: "Products" }).getByRole("row").all();
  const units = await Promise.all(
    cells.slice(1, 11).map(async (row) => numberIn(await row.getByRole("cell").nth(2).innerText())),
  );
  expect(units).toEqual([...units].sort((a, b) => b - a));
});

test("an unknown product says so", async ({ page }) => {
  for (const path of ["/products/1234", "/products/1234/5678"]) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.getByText(/names that product/)).toBeVisible();
  }
});

const listed = async (page: Page) => {
  const shown = await page.getByText(/^[\d,]+ orders?$/).innerText();
  return numberIn(shown);
};

test("each deadline opens as many orders as it counts", async ({ page }) => {
  await page.goto("/fulfilment");
  const deadlines = page.getByRole("region", { name: "Deadlines", exact: true }).getByRole("link");
  await expect(deadlines).toHaveCount(6);
  const safe = deadlines.filter({ hasText: "Safe" });
  const count = numberIn((await safe.innerText()).split("\n")[1] ?? "");
  await safe.click();
  await expect(page.getByRole("list", { name: "Narrowed to" })).toContainText("Deadline: safe");
  expect(await listed(page)).toBe(count);
});

test("an age, a punctuality, a time and a cancellation open as many orders as they count", async ({
  page,
}) => {
  const address = "/fulfilment?range=90d";
  const cells = ["Orders by punctuality", "Time to ship", "Cancelled"];
  for (const name of cells) {
    await page.goto(address);
    const link = page.getByRole("list", { name }).getByRole("link").first();
    const count = numberIn(await link.evaluate((line) => line.children[1]?.firstChild?.textContent ?? ""));
    await link.click();
    await expect(page).toHaveURL(/\/orders\?/);
    expect(await listed(page), name).toBe(count);
  }
  await page.goto(address);
  const ages = page.getByRole("table", { name: "Open orders by age" });
  const total = ages
    .getByRole("row", { name: /In transit/ })
    .getByRole("link")
    .last();
  const count = numberIn(await total.innerText());
  await total.click();
  await expect(page).toHaveURL(/open=all/);
  expect(await listed(page)).toBe(count);
});

test("buyers are new or returning, and a buyer's orders are a click away", async ({ page }) => {
  await page.goto("/customers?range=90d");
  const figures = page.getByRole("region", { name: "Buyers of the period" }).getByRole("link");
  const figure = (label: string) => figures.filter({ hasText: new RegExp(`^${label}`) });
  const value = async (label: string) => numberIn((await figure(label).innerText()).split("\n")[1] ?? "");
  expect((await value("New")) + (await value("Returning"))).toBe(await value("Buyers"));
  await expect(page.getByRole("table", { name: "Cohorts" }).getByRole("row").nth(1)).toBeVisible();
  const counted = numberIn((await figure("Buyers").innerText()).split("\n")[2] ?? "");
  await figure("Buyers").click();
  await expect(page).toHaveURL(/\/orders\?/);
  expect(await listed(page)).toBe(counted);
  await page.goto("/customers?range=90d");
  const best = page.getByRole("table", { name: "Most frequent buyers" }).getByRole("row").nth(1);
  const orders = numberIn(await best.getByRole("cell").nth(1).innerText());
  await best.getByRole("link").click();
  await expect(page).toHaveURL(/\/orders\?.*q=\d+/);
  expect(await listed(page)).toBe(orders);
});

test.describe("without client JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("these pages show their numbers, and search is a form", async ({ page }) => {
    await page.goto("/products?range=90d");
    await expect(page.getByRole("table", { name: "Products" }).getByRole("row").nth(1)).toBeVisible();
    await page.goto("/fulfilment");
    await expect(page.getByRole("region", { name: "Deadlines", exact: true }).getByRole("link")).toHaveCount(
      6,
    );
    await page.goto("/customers?range=90d");
    await expect(page.getByLabel("Buyers of the period")).toContainText(/\d/);
    await page.goto("/orders");
    await page.getByRole("searchbox", { name: "Search orders" }).fill("57");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page).toHaveURL(/q=57/);
  });
});

for (const path of ["/products", "/products?range=12m&sort=refund", "/fulfilment", "/customers?range=12m"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${path} fits a phone in ${colorScheme} and logs no error`, async ({ page }) => {
      const errors: string[] = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", (error) => errors.push(String(error)));
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
      }
      expect(errors).toEqual([]);
    });
  }
}

test("a phone reaches every page through the bar and its More", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/");
  const nav = page.getByRole("navigation", { name: "Main" });
  await nav.getByRole("link", { name: "Products" }).click();
  await expect(page.getByRole("heading", { name: "Products", level: 1 })).toBeVisible();
  await nav.getByText("More").click();
  await nav.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { name: "Customers", level: 1 })).toBeVisible();
});
