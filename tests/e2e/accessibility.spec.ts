import { readFileSync } from "node:fs";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { pages } from "../helpers/surface";
import { expectNothingFound, expectNothingInThemes } from "./axe";
import { openDatabase } from "./database";
import { createPerson, openAs, openFresh } from "./people-support";
import { openForKeys } from "./support";

// A failure names what axe found; a recording of every look would take longer than the looks.
test.use({ trace: "off" });

/** Addresses of each page, in the states in which it looks different. */
const plain: Record<string, string[]> = {
  "/": ["/", "/?range=today&table=sales", "/?range=12m&table=regions"],
  "/orders": ["/orders", "/orders?status=CANCELLED&range=7d", "/orders?q=no-such-order"],
  "/products": ["/products", "/products?from=2015-01-01&to=2015-01-02"],
  "/fulfilment": ["/fulfilment", "/fulfilment?range=12m"],
  "/customers": ["/customers", "/customers?range=12m"],
  "/returns": ["/returns", "/returns?range=12m"],
  "/sync": ["/sync"],
  "/sync/restatements": ["/sync/restatements"],
  "/account": ["/account"],
  "/admin": ["/admin"],
  "/admin/alerts": ["/admin/alerts"],
  "/admin/audit": ["/admin/audit"],
  "/admin/people": ["/admin/people"],
  "/admin/privacy": ["/admin/privacy"],
  "/admin/shops": ["/admin/shops"],
};

/** Pages of one thing: how to get to one. */
const found: Record<string, (page: Page, browser: Browser) => Promise<Page>> = {
  "/orders/[orderId]": (page) => follow(page, "/orders", /^\d{17,19}$/, /\/orders\/\d+/),
  "/products/[productId]": async (page) => {
    await page.goto("/products?range=90d");
    await page.getByRole("table", { name: "Products" }).getByRole("row").nth(1).getByRole("link").click();
    return arrive(page, /\/products\/\d+/);
  },
  "/products/[productId]/[skuId]": async (page, browser) => {
    await found["/products/[productId]"]?.(page, browser);
    await page.getByRole("table", { name: "SKUs" }).getByRole("link").first().click();
    return arrive(page, /\/products\/\d+\/\d+/);
  },
  "/sync/runs/[runId]": async (page) => {
    await page.goto(
      `/sync/runs/${await readText("select id::text from sync_runs where kind = 'full' limit 1")}`,
    );
    return page;
  },
  "/admin/people/[userId]": async (page) => {
    await page.goto(
      `/admin/people/${await readText("select id::text from users order by created_at limit 1")}`,
    );
    return page;
  },
  "/admin/shops/[shopId]/delete": async (page) => {
    await page.goto(`/admin/shops/${await readText("select shop_id from shops limit 1")}/delete`);
    return page;
  },
  "/invite/[token]": async (page, browser) => {
    await page.goto("/admin/people");
    await page.getByRole("textbox", { name: "Email" }).fill(`axe-${Date.now()}@example.com`);
    await page.getByRole("button", { name: "Make invitation link" }).click();
    return openLink(page, browser);
  },
  "/reset/[token]": async (page, browser) => {
    const { email } = await createPerson("viewer", "axe");
    await page.goto(`/admin/people/${await readText("select id::text from users where email = $1", email)}`);
    await page.getByRole("button", { name: "Make password link" }).click();
    return openLink(page, browser);
  },
  "/sign-in": async (_page, browser) => {
    const guest = await openFresh(browser);
    await guest.goto("/sign-in");
    return guest;
  },
};

/** Pages that need an app in another state, which the spec named looks at. */
const elsewhere: Record<string, string> = {
  "/setup": "first-run.spec.ts",
  "/forgot-password": "mail.spec.ts",
};

async function readText(query: string, ...values: string[]): Promise<string> {
  await using sql = openDatabase();
  const [row] = await sql.unsafe(query, values);
  return String(Object.values(row ?? {})[0]);
}

async function follow(page: Page, from: string, name: RegExp, to: RegExp): Promise<Page> {
  await page.goto(from);
  await page.getByRole("link", { name }).first().click();
  return arrive(page, to);
}

async function arrive(page: Page, address: RegExp): Promise<Page> {
  await expect(page).toHaveURL(address);
  return page;
}

/** The page of a link that was made for somebody else, as that person sees it. */
async function openLink(page: Page, browser: Browser): Promise<Page> {
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const guest = await openFresh(browser);
  await guest.goto(link);
  return guest;
}

test("every page is looked at", () => {
  for (const [address, spec] of Object.entries(elsewhere)) {
    expect(readFileSync(`tests/e2e/${spec}`, "utf8")).toContain(`expectNothingFound(page, "${address}")`);
  }
  const seen = [plain, found, elsewhere].flatMap((group) => Object.keys(group));
  expect(seen.sort()).toEqual(Object.keys(pages).sort());
});

for (const address of [...Object.values(plain).flat(), "/nowhere"]) {
  test(`axe finds nothing on ${address}`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expectNothingFound(page, address);
  });
}

for (const [address, open] of Object.entries(found)) {
  test(`axe finds nothing on ${address}`, async ({ page, browser }) => {
    const opened = await open(page, browser);
    await expect(opened.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expectNothingFound(opened, address);
    if (opened !== page) await opened.context().close();
  });
}

test("axe finds nothing where there is nothing, no way in, or no way on", async ({ page, browser }) => {
  for (const address of ["/orders/1", "/products/1", "/sync/runs/00000000-0000-4000-8000-000000000000"]) {
    await page.goto(address);
    await expectNothingInThemes(page, address);
  }
  const viewer = await openAs(browser, await createPerson("viewer", "axe-viewer"));
  await viewer.goto("/admin");
  await expect(viewer.getByText("Your role does not allow this page")).toBeVisible();
  await expectNothingInThemes(viewer, "/admin for a viewer");
  await viewer.goto("/invite/no-such-token");
  await expectNothingInThemes(viewer, "an invitation that has ended");
  await viewer.context().close();
});

test("axe finds nothing while a panel of the filter bar is open", async ({ page }) => {
  await page.goto("/");
  for (const summary of ["Last 28 days", "Status", "Product"]) {
    await page.getByRole("search", { name: "Filters" }).locator("summary", { hasText: summary }).click();
    await expectNothingInThemes(page, summary);
    await page.keyboard.press("Escape");
  }
});

test("axe finds nothing in the palette", async ({ page }) => {
  await openForKeys(page, "/");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Find anything" })).toBeVisible();
  await expectNothingInThemes(page, "the palette");
});
