import { pipeline } from "node:stream/promises";
import { gunzipSync } from "node:zlib";
import { getSql } from "@/db/client";
import { type OrderLineRow, type OrderRow, storeOrders } from "@/db/mutations/store-orders";
import { mapOrder } from "@/lib/sync/map-order";
import { orderSchema } from "@/lib/tiktok/order-schema";
import type { Measurement } from "./results";
import type { World } from "./world";

type Page = { rows: OrderRow[]; lines: OrderLineRow[] };

const writersAtOnce = 3;
const mostPages = 600;
const tables = ["orders", "order_line_items"] as const;

/** The statement that stores a page, beside a bare COPY of the same rows into tables with the same indexes. */
export async function measureWritePath(world: World, shopId: string): Promise<Measurement[]> {
  const pages = await readPages(shopId);
  const orders = pages.reduce((sum, page) => sum + page.rows.length, 0);
  const lines = pages.reduce((sum, page) => sum + page.lines.length, 0);
  await world.freshShop({ isConnected: false });
  const upsert = await timed(() => writeAll(pages));
  const again = await timed(() => writeAll(pages));
  const copies = await dump();
  await world.freshShop({ isConnected: false });
  const copy = await timed(() => load(copies));
  return [
    {
      what: `write path: rows a second (${orders} orders, ${lines} lines)`,
      value: (orders + lines) / upsert,
      unit: "rows/s",
    },
    { what: "write path: time ÷ that of a bare COPY", value: upsert / copy, unit: "×", limit: "≤ 3" },
    { what: "write path, nothing new: time ÷ that of a bare COPY", value: again / copy, unit: "×" },
  ];
}

/** Orders as the log has them, mapped beforehand: what is measured is the writing. */
async function readPages(shopId: string): Promise<Page[]> {
  const stored = await getSql()<{ body: Buffer }[]>`
    select body from order_pages where shop_id = ${shopId} order by page_id limit ${mostPages}`;
  const shop = { shopId, currency: "USD" };
  const seen = { storedAtIso: new Date().toISOString(), seenAtSec: null };
  return stored.map(({ body }) => {
    const raws = JSON.parse(gunzipSync(body).toString("utf8")) as Record<string, unknown>[];
    const mapped = raws.map((raw) => mapOrder({ raw, order: orderSchema.parse(raw) }, shop, seen));
    const lineById = new Map(
      mapped.flatMap(({ lines }) => lines.map((line) => [line.lineItemId, line] as const)),
    );
    return { rows: mapped.map(({ row }) => row), lines: [...lineById.values()] };
  });
}

async function writeAll(pages: Page[]): Promise<void> {
  const left = [...pages];
  const writer = async () => {
    for (let page = left.shift(); page; page = left.shift()) {
      const { rows, lines } = page;
      await getSql().begin((tx) => storeOrders(tx, rows, lines));
    }
  };
  await Promise.all(Array.from({ length: writersAtOnce }, writer));
}

async function dump(): Promise<Buffer[][]> {
  const dumps: Buffer[][] = [];
  for (const table of tables) {
    const readable = await getSql()`copy ${getSql()(table)} to stdout`.readable();
    const chunks: Buffer[] = [];
    for await (const chunk of readable) chunks.push(chunk as Buffer);
    dumps.push(chunks);
  }
  return dumps;
}

async function load(dumps: Buffer[][]): Promise<void> {
  for (const [index, table] of tables.entries()) {
    const writable = await getSql()`copy ${getSql()(table)} from stdin`.writable();
    await pipeline(dumps[index] ?? [], writable);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
