import { expect, test } from "@playwright/test";
import { openDatabase } from "./database";
import { cronSecret, syncPill } from "./support";

/** Returns are first read two minutes after the orders are complete; nobody waits for that here. */
test.beforeAll(async ({ request }) => {
  await using sql = openDatabase();
  await sql`
    update sync_metadata set last_full_sync_time = least(last_full_sync_time, now() - interval '5 minutes')
    where resource = 'orders'`;
  const headers = { authorization: `Bearer ${cronSecret}` };
  await expect(async () => {
    const { shops } = await (await request.get("/api/cron/resume", { headers })).json();
    expect(shops).toEqual([]);
  }).toPass({ timeout: 50_000 });
});

const amount = /\$[\d,]+\.\d\d/;
const orderLinks = /^\d{17,19}$/;

test("the returns page shows figures, rankings and the requests behind them", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Returns" }).click();
  await expect(page.getByRole("heading", { name: "Returns", exact: true })).toBeVisible();
  await page.goto("/returns?range=12m");
  await expect(page.getByText("Given back").locator("..")).toContainText(amount);
  await expect(page.getByRole("list", { name: "Reasons" }).getByRole("listitem").first()).toBeVisible();
  const products = page.getByRole("list", { name: "Products that come back" });
  await expect(products.getByRole("listitem").first()).toContainText(/\d+ of \d+/);
  await expect(page.getByRole("table", { name: "Returns" }).getByRole("row")).toHaveCount(51);
  await expect(syncPill(page)).toBeVisible();
});

test("a state and a reason narrow the list, and can be taken away", async ({ page }) => {
  await page.goto("/returns?range=12m");
  const states = page.getByRole("navigation", { name: "State" });
  const withdrawn = states.getByRole("link", { name: /^Withdrawn/ });
  const count = Number((await withdrawn.innerText()).replace(/\D/g, ""));
  await withdrawn.click();
  await expect(page).toHaveURL(/state=withdrawn/);
  const rows = page.getByRole("table", { name: "Returns" }).getByRole("row").filter({ hasText: "of" });
  await expect(rows.filter({ hasText: /withdrawn/i })).toHaveCount(Math.min(50, count));
  await page.getByRole("list", { name: "Reasons" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/reason=/);
  await expect(page).not.toHaveURL(/state=/);
  await states.getByRole("link", { name: /remove/ }).click();
  await expect(page).not.toHaveURL(/reason=/);
});

test("Next and Previous walk the requests without a gap or a repeat", async ({ page }) => {
  const table = page.getByRole("table", { name: "Returns" });
  const ids = () => table.getByRole("link", { name: orderLinks }).allInnerTexts();
  await page.goto("/returns?range=12m");
  const first = await ids();
  await page.getByRole("link", { name: "Next" }).click();
  await expect.poll(async () => (await ids())[0]).not.toBe(first[0]);
  const second = await ids();
  expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect.poll(ids).toEqual(first);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`/returns fits a phone in ${colorScheme} and logs no error`, async ({ page }) => {
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto("/returns?range=12m");
      await expect(page.getByRole("table", { name: "Returns" })).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    }
    expect(errors).toEqual([]);
  });
}

test("what keeps returns from being here is said in a sentence, and orders stay up to date", async ({
  page,
}) => {
  await using sql = openDatabase();
  const stored = await sql`
    update tiktok_connections c set granted_scopes = array['seller.order.info']
    from tiktok_connections old where old.id = c.id returning c.id, old.granted_scopes`;
  try {
    await page.goto("/returns");
    await expect(page.getByText("Permission missing.")).toBeVisible();
    await expect(page.getByText(/then connect the shop again/)).toBeVisible();
    await expect(syncPill(page)).toHaveText("Up to date");
  } finally {
    for (const { id, granted_scopes: scopes } of stored)
      await sql`update tiktok_connections set granted_scopes = ${scopes} where id = ${id}`;
  }
});

test("bad parameters are left out with a notice", async ({ page }) => {
  await page.goto("/returns?state=teleported&cursor=nonsense");
  await expect(page.getByText("That state is not known. Showing all.")).toBeVisible();
  await expect(page.getByText("That page address is not valid. Showing the first page.")).toBeVisible();
});

test.describe("without client JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the returns page shows its numbers", async ({ page }) => {
    await page.goto("/returns?range=12m");
    await expect(page.getByText("Given back").locator("..")).toContainText(amount);
    await expect(page.getByRole("link", { name: orderLinks }).first()).toBeVisible();
  });
});
