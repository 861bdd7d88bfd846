import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { openForKeys } from "./support";

const pages = [
  "/",
  "/?range=today&table=sales",
  "/orders",
  "/orders?status=CANCELLED",
  "/products",
  "/fulfilment",
  "/fulfilment?range=12m",
  "/customers",
  "/customers?range=12m",
  "/returns",
  "/returns?range=12m",
  "/sync",
  "/sync/restatements",
  "/admin",
  "/admin/shops",
  "/admin/people",
  "/admin/alerts",
  "/admin/audit",
  "/account",
  "/nowhere",
];

async function expectNothingFound(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target.join(" ")) }));
  expect(found, where).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`axe in ${colorScheme}`, () => {
    test.use({ colorScheme });

    for (const path of pages) {
      test(`finds nothing on ${path}`, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
        await expectNothingFound(page, path);
      });
    }

    test("finds nothing on a page of one order", async ({ page }) => {
      await page.goto("/orders");
      await page
        .getByRole("link", { name: /^\d{17,19}$/ })
        .first()
        .click();
      await expect(page).toHaveURL(/\/orders\/\d+/);
      await expectNothingFound(page, "an order");
    });

    test("finds nothing on a page of one product and of one SKU", async ({ page }) => {
      await page.goto("/products?range=90d");
      await page.getByRole("table", { name: "Products" }).getByRole("row").nth(1).getByRole("link").click();
      await expect(page).toHaveURL(/\/products\/\d+/);
      await expectNothingFound(page, "a product");
      await page.getByRole("table", { name: "SKUs" }).getByRole("link").first().click();
      await expect(page).toHaveURL(/\/products\/\d+\/\d+/);
      await expectNothingFound(page, "a SKU");
    });

    for (const path of ["/", "/fulfilment", "/customers"]) {
      test(`finds nothing on ${path} on a phone`, async ({ page }) => {
        await page.setViewportSize({ width: 390, height: 800 });
        await page.goto(path);
        await expectNothingFound(page, path);
      });
    }

    for (const summary of ["Last 28 days", "Status", "Product"]) {
      test(`finds nothing with the panel ${summary} open`, async ({ page }) => {
        await page.goto("/");
        await page.getByRole("search", { name: "Filters" }).locator("summary", { hasText: summary }).click();
        await expectNothingFound(page, summary);
      });
    }

    test("finds nothing in the palette", async ({ page }) => {
      await openForKeys(page, "/");
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("dialog", { name: "Find anything" })).toBeVisible();
      await expectNothingFound(page, "the palette");
    });
  });
}

test.describe("without a session", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("axe finds nothing on the sign-in page", async ({ page }) => {
    await page.goto("/sign-in");
    await expectNothingFound(page, "/sign-in");
  });
});
