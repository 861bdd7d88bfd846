import { expect, type Page, test } from "@playwright/test";
import { permissions } from "@/lib/auth/permissions";
import { pages } from "../helpers/surface";
import { createPerson, httpSession, limitToShops, openAs, type Person, withDatabase } from "./people-support";
import { owner } from "./support";

/** Markup that runs wherever it is not treated as text: in HTML, in an attribute, in a script, in JSON in a script. */
const hostile = `"'><img src=x onerror="window.__hostile=1"><script>window.__hostile=1</script></script><!-- {{7*7}} \${7*7} =HYPERLINK("x")`;
const shopId = "9000000000000000001";
const orderId = "900000000000000001";
const runId = "00000000-0000-4000-8000-00000000beef";
/** What stands for each parameter of an address; what is read from the copies stands here once they are made. */
const ids: Record<string, string> = { orderId, runId, shopId };
let viewer: Person;
let nasty: Person;

/** Copies rows of the shop there is, under another shop's id and with texts of an enemy's making. */
test.beforeAll(async () => {
  viewer = await createPerson("analyst", "brave");
  await limitToShops(viewer, [shopId]);
  await withDatabase(async (sql) => {
    const copy = async (table: string, changes: Record<string, unknown>, limit: number) => {
      await sql`
        insert into ${sql(table)}
        select r.* from (select t from ${sql(table)} t where t.shop_id <> ${shopId} limit ${limit}) source,
          jsonb_populate_record(source.t, ${sql.json({ shop_id: shopId, ...changes } as never)}) r
        on conflict do nothing`;
    };
    await copy("shops", { name: hostile, disconnected_at: null }, 1);
    await copy("sync_metadata", { last_error_code: hostile }, 1);
    const buyer = {
      buyer_nickname: hostile,
      cancel_reason: hostile,
      recipient_region: hostile,
      shipping_provider: hostile,
    };
    const extra = { buyer_message: hostile, seller_note: hostile };
    await copy("orders", { ...buyer, extra, payment_method_name: hostile }, 50);
    await copy(
      "orders",
      { ...buyer, extra, order_id: orderId, tracking_number: hostile, create_time: new Date().toISOString() },
      1,
    );
    await copy("order_line_items", { product_name: hostile, sku_name: hostile, seller_sku: hostile }, 100);
    await copy(
      "order_line_items",
      { product_name: hostile, sku_name: hostile, order_id: orderId, line_item_id: "1" },
      1,
    );
    for (const table of ["daily_sales", "hourly_sales", "daily_order_status"]) await copy(table, {}, 2_000);
    await copy("daily_product_sales", { product_name: hostile }, 2_000);
    await copy("product_skus", { product_name: hostile, sku_name: hostile, seller_sku: hostile }, 200);
    await copy("customers", { nickname: hostile }, 200);
    await copy("sync_runs", { id: runId, error_code: hostile, error_detail: hostile }, 1);
    const [sku] = await sql`select product_id, sku_id from product_skus where shop_id = ${shopId} limit 1`;
    ids.productId = sku?.product_id;
    ids.skuId = sku?.sku_id;
  });
  nasty = await createPerson("viewer", "nasty");
  await withDatabase(async (sql) => {
    const [user] = await sql`update users set name = ${hostile} where email = ${nasty.email} returning id`;
    ids.userId = user?.id;
    await sql`
      insert into user_sessions (id, user_id, method, expires_at, address, user_agent)
      values (gen_random_uuid(), ${ids.userId ?? ""}, 'password', now() + interval '1 hour', '203.0.113.9', ${hostile})`;
    await sql`
      insert into audit_log (action, subject, address, user_agent, details, shop_id)
      values ('sign_in.failed', ${hostile}, '203.0.113.9', ${hostile}, ${sql.json({ note: hostile })}, ${shopId})`;
  });
});

test.afterAll(async () => {
  await withDatabase(async (sql) => {
    const tables = await sql`
      select table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where table_schema = 'public' and column_name = 'shop_id' and table_type = 'BASE TABLE' and table_name <> 'audit_log'`;
    for (const { table_name } of tables) await sql`delete from ${sql(table_name)} where shop_id = ${shopId}`;
    await sql`delete from user_sessions where user_id = ${ids.userId ?? ""}`;
    await sql`delete from users where email = ${nasty.email}`;
  });
});

const needsSession = Object.entries(pages)
  .filter(([, needs]) => permissions.some((permission) => permission === needs))
  .map(([path]) => path);

function addressOf(path: string): string {
  return path.replaceAll(/\[(\w+)\]/g, (_, name: string) => {
    const id = ids[name];
    if (!id) throw new Error(`the test knows nothing that ${name} could be`);
    return id;
  });
}

/** Opens a page and looks for whatever an enemy's text might have become instead of text. */
async function expectHarmless(page: Page, address: string) {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("dialog", (dialog) => problems.push(`dialog: ${dialog.message()}`));
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(200);
  await expect(page.locator("body")).toContainText("<img src=x onerror=");
  expect(await page.evaluate(() => "__hostile" in window)).toBe(false);
  expect(await page.locator("img[src=x]").count()).toBe(0);
  // A violation of the policy would stand here too: the markup must not even reach the page.
  expect(problems).toEqual([]);
}

for (const path of [
  ...needsSession.filter((path) => !path.startsWith("/admin")),
  `/orders?q=${encodeURIComponent("<script>window.__hostile=1</script>")}`,
]) {
  test(`${path.slice(0, 40)} shows an enemy's texts as texts`, async ({ browser }) => {
    const page = await openAs(browser, viewer);
    await expectHarmless(page, addressOf(path));
    await expect(page.getByRole("banner")).toContainText("<img src=x onerror=");
  });
}

for (const path of needsSession.filter((path) => path.startsWith("/admin"))) {
  test(`${path} shows an enemy's texts as texts`, async ({ page }) => {
    await expectHarmless(page, addressOf(path));
  });
}

test("whoever may see one shop learns nothing of another, whatever ids they name", async () => {
  const session = await httpSession(viewer);
  const visit = async (address: string) => {
    const answer = await session.request(address);
    return { status: answer.status, text: await answer.text() };
  };
  const other = await withDatabase(async (sql) => {
    const [shop] =
      await sql`select shop_id, name from shops where shop_id <> ${shopId} order by created_at limit 1`;
    const [order] = await sql`
      select order_id from orders o where shop_id = ${shop?.shop_id} and not exists (
        select from orders c where c.shop_id = ${shopId} and c.order_id = o.order_id)
      order by create_time desc limit 1`;
    const [run] = await sql`select id from sync_runs where shop_id = ${shop?.shop_id} limit 1`;
    return {
      shopId: shop?.shop_id as string,
      name: shop?.name as string,
      orderId: order?.order_id,
      runId: run?.id,
    };
  });
  const secrets = [
    other.name,
    other.name.replace("&", "&amp;"),
    other.name.replace("&", "\\u0026"),
    other.orderId,
  ];
  // They are what such a page is full of.
  const shown = await (await httpSession(owner)).request(`/orders?shop=${other.shopId}`);
  const ofOwner = await shown.text();
  expect(secrets.filter((secret) => ofOwner.includes(secret)).length).toBeGreaterThan(1);
  const namings = [`shop=${other.shopId}`, "shop=all", `shop=${shopId}&shop=${other.shopId}`, ""];
  for (const naming of namings) {
    for (const address of [`/orders/${other.orderId}`, `/sync/runs/${other.runId}`])
      expect((await visit(`${address}?${naming}`)).status, `${address}?${naming}`).toBe(404);
    const lists = needsSession.filter((path) => !path.startsWith("/admin") && !path.includes("["));
    for (const path of [...lists, "/orders/export", "/api/sync/status"]) {
      const { status, text } = await visit(`${path}?${naming}`);
      expect(status, `${path}?${naming}`).toBe(200);
      for (const secret of secrets) expect(text.includes(secret), `${path}?${naming}: ${secret}`).toBe(false);
    }
  }
});

test("a buyer's message is shown as text to whoever may read it", async ({ page }) => {
  const address = `/orders/${orderId}?shop=${shopId}`;
  await expectHarmless(page, address);
  await page.getByText("Other fields TikTok sent").click();
  const fields = page.getByText(/"buyer_message"/);
  await expect(fields).toBeVisible();
  await expect(fields).toContainText("<img src=x onerror=");
  expect(await page.evaluate(() => "__hostile" in window)).toBe(false);
});

test("the order says what the buyer and the product are called, letter by letter", async ({ browser }) => {
  const page = await openAs(browser, viewer);
  await page.goto(`/orders/${orderId}`);
  await expect(page.getByRole("main")).toContainText(hostile.slice(0, 60));
});
