import { expect, test } from "@playwright/test";
import { createPerson, httpSession, openAs } from "./people-support";
import { openForKeys } from "./support";

const orderLink = /^\d{17,19}$/;
const countOf = (text: string) => Number(text.replace(/\D/g, ""));

test("typing finds orders without a button, and clearing shows all again", async ({ page }) => {
  await page.goto("/orders");
  const links = page.getByRole("table", { name: "Orders" }).getByRole("link", { name: orderLink });
  const id = await links.nth(3).innerText();
  const all = await page.getByText(/^[\d,]+ orders$/).innerText();
  await page.getByRole("searchbox", { name: "Search orders" }).fill(id);
  await expect(page).toHaveURL(new RegExp(`q=${id}`));
  await expect(page.getByText("1 order", { exact: true })).toBeVisible();
  await expect(links).toHaveText([id]);
  await page.getByRole("link", { name: "Clear search" }).click();
  await expect(page.getByText(all, { exact: true })).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Search orders" })).toHaveValue("");
});

test("a buyer, a SKU and a part of a product's name find orders", async ({ page }) => {
  await page.goto("/orders");
  await page.getByRole("table", { name: "Orders" }).getByRole("link", { name: orderLink }).first().click();
  const items = page.getByRole("table", { name: "Items" });
  const name = (await items.getByRole("row").nth(1).locator("p").first().innerText()).split(" · ")[0] ?? "";
  await page.goto(`/orders?q=${encodeURIComponent(name.slice(2, 12))}`);
  await expect(page.getByText(/^[\d,]+\+? orders?$/)).toBeVisible();
  await page.goto("/orders?q=nothing-is-called-so");
  await expect(page.getByRole("heading", { name: "No orders match" })).toBeVisible();
});

test("the file has as many lines as the screen says, and its last line says so", async ({ page }) => {
  await page.goto("/orders?status=cancelled&status=delivered");
  const orders = countOf(await page.getByText(/^[\d,]+ orders$/).innerText());
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  expect((await download).suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/);
  const file = await page.request.get("/orders/export?status=cancelled&status=delivered");
  const lines = (await file.text()).trimEnd().split("\r\n");
  expect(lines.at(-1)).toBe(`Orders,${orders}`);
  expect(lines.length).toBe(orders + 2);
  expect(lines[1]).toMatch(/^\d+,[^,]*,(CANCELLED|DELIVERED),\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d,/);
});

test("E takes the Overview by day and the products to their end, as the filter has them", async ({
  page,
}) => {
  for (const [path, file, last] of [
    ["/?range=7d&status=delivered", "/export?range=7d&status=delivered", "Days,7"],
    ["/?range=yesterday", "/export?range=yesterday", /^Hours,2[345]$/],
    ["/products?range=90d&sort=units", "/products/export?range=90d&sort=units", /^Products,\d+$/],
  ] as const) {
    await openForKeys(page, path);
    const download = page.waitForEvent("download");
    await page.keyboard.press("e");
    expect((await download).suggestedFilename()).toMatch(/^(sales|products)-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await (await page.request.get(file)).text()).trimEnd().split("\r\n");
    expect(lines.at(-1)).toMatch(last);
    expect(lines.length).toBe(countOf(lines.at(-1) ?? "") + 2);
  }
  await page.goto("/products?range=90d&sort=units");
  const sold = countOf(await page.getByText("Products sold").locator("..").locator("dd").first().innerText());
  const all = await (await page.request.get("/products/export?range=90d&sort=units")).text();
  expect(all.trimEnd().split("\r\n").at(-1)).toBe(`Products,${sold}`);
  await page.goto("/?range=7d&table=sales");
  const days = page.getByRole("table", { name: "Sales by day" }).getByRole("row");
  await expect(days).toHaveCount(8);
});

test("an order says what it adds to the figures, as the list of a figure does", async ({ page }) => {
  await page.goto("/orders?metric=netSales&range=90d&status=delivered");
  const row = page.getByRole("table", { name: "Orders" }).getByRole("row").nth(1);
  const adds = await row.getByRole("cell").nth(4).innerText();
  expect(adds).toMatch(/^\$\d/);
  await row.getByRole("link").click();
  const money = page.getByRole("region", { name: "Money" });
  await expect(money.getByText("Net sales").locator("..")).toContainText(adds);
  await page.goto("/orders?status=unpaid");
  await page.getByRole("table", { name: "Orders" }).getByRole("row").nth(1).getByRole("link").click();
  await expect(money.getByText("In no figure of sales")).toBeVisible();
});

test("a viewer sees buyers masked, finds nobody by name and takes no file", async ({ browser }) => {
  const viewer = await createPerson("viewer", "list-viewer");
  const page = await openAs(browser, viewer);
  await page.goto("/orders");
  await expect(page.getByRole("cell", { name: /^.•••$/ }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Export" })).toBeHidden();
  await page.goto("/orders?q=fern");
  await expect(page.getByRole("heading", { name: "No orders match" })).toBeVisible();
  const session = await httpSession(viewer);
  expect((await session.request("/orders/export")).status).toBe(403);
  await page.goto("/customers?range=90d");
  const buyers = page.getByRole("table", { name: "Most frequent buyers" });
  await expect(buyers.getByRole("cell", { name: /^.•••$/ }).first()).toBeVisible();
  await expect(buyers.getByRole("link")).toHaveCount(0);
  await page.context().close();
});

test("what narrows a list is said, and each part can be taken away", async ({ page }) => {
  await page.goto("/orders?metric=cancellationRate&weekday=1&range=90d");
  const parts = page.getByRole("list", { name: "Narrowed to" });
  await expect(parts.getByRole("link")).toHaveCount(2);
  await parts.getByRole("link", { name: /Mondays/ }).click();
  await expect(page).not.toHaveURL(/weekday/);
  await expect(parts.getByRole("link")).toHaveCount(1);
});
