import { expect, type Page, test } from "@playwright/test";
import { withDatabase } from "./people-support";

const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

type Line = { lineItemId: string; skuImage: string | null };

/** Gives the SKUs of an order of two these pictures, for as long as a test lasts. */
async function withPictures(addresses: string[], look: (orderId: string) => Promise<void>): Promise<void> {
  const { orderId, lines } = await withDatabase(async (sql) => {
    const [order] = await sql<{ orderId: string }[]>`
      select order_id as "orderId" from order_line_items group by 1 having count(distinct sku_id) = 2 limit 1`;
    const orderId = order?.orderId ?? "";
    const lines = await sql<Line[]>`
      select line_item_id as "lineItemId", sku_image as "skuImage" from order_line_items where order_id = ${orderId}`;
    await sql`
      update order_line_items l set sku_image = g.address
      from (
        select sku_id, (${addresses}::text[])[row_number() over (order by sku_id)] as address
        from order_line_items where order_id = ${orderId} group by sku_id
      ) g
      where l.order_id = ${orderId} and l.sku_id = g.sku_id`;
    return { orderId, lines: [...lines] };
  });
  try {
    await look(orderId);
  } finally {
    await withDatabase(async (sql) => {
      for (const { lineItemId, skuImage } of lines)
        await sql`update order_line_items set sku_image = ${skuImage} where line_item_id = ${lineItemId}`;
    });
  }
}

const pictures = (page: Page) => page.getByRole("table", { name: "Items" }).locator("img");

test("product pictures load from TikTok's hosts; one that does not leaves a tile with a letter", async ({
  page,
}) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  await page.route("https://p16-oec-va.ibyteimg.com/**", (route) =>
    route.fulfill({ contentType: "image/png", body: pixel }),
  );
  await page.route("https://p16-oec-ttp.tiktokcdn-us.com/**", (route) => route.fulfill({ status: 404 }));
  const addresses = [
    "https://p16-oec-va.ibyteimg.com/good.png",
    "https://p16-oec-ttp.tiktokcdn-us.com/gone.png",
  ];
  await withPictures(addresses, async (orderId) => {
    await page.goto(`/orders/${orderId}`);
    const loaded = () =>
      pictures(page).evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
    await expect.poll(loaded).toEqual([1]);
    await expect(pictures(page)).toHaveAttribute("src", /good/);
    const tiles = page.getByRole("table", { name: "Items" }).locator("td span[aria-hidden]");
    await expect(tiles).toHaveText([/^[\p{L}\p{N}]$/u, /^[\p{L}\p{N}]$/u]);
    expect(await tiles.last().boundingBox()).toMatchObject({ width: 32, height: 32 });
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
  });
  expect(refused).toEqual([]);
});

test("a picture from anywhere else is not asked for", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).hostname.endsWith("example.com")) asked.push(request.url());
  });
  await withPictures(["https://img.example.com/1.jpg", "https://img.example.com/2.jpg"], async (orderId) => {
    await page.goto(`/orders/${orderId}`);
    await expect(page.getByRole("table", { name: "Items" }).getByRole("row")).not.toHaveCount(1);
    await expect(pictures(page)).toHaveCount(0);
  });
  expect(asked).toEqual([]);
});
