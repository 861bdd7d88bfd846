import os from "node:os";
import { measureDemo } from "./demo";
import { measureFaults } from "./faults";
import { measureFullSync } from "./full-sync";
import { measureIncremental } from "./incremental";
import { measureOldWay } from "./old-way";
import { measureLargePages, measurePages } from "./pages";
import { type Measurement, printTable, writeResults } from "./results";
import { measureResync } from "./resync";
import { startWorld } from "./world";
import { measureWritePath } from "./write-path";

const latencyMs = 150;
const concurrency = 8;
const orders = Number(process.env.BENCH_ORDERS ?? 155_300);
/** `npm run bench -- pages` measures that part only. */
const wanted = process.argv.slice(2);
const isWanted = (part: string) => wanted.length === 0 || wanted.includes(part);
/** What needs no shop that has been copied. */
const isOnItsOwn = (part: string) => ["pages-large", "demo", "old-way"].includes(part);
const largeOrders = Number(process.env.BENCH_LARGE_ORDERS ?? 1_550_000);

const world = await startWorld({ orders, latencyMs });
const rows: Measurement[] = [];
const report = (part: Measurement[]) => {
  printTable(part);
  rows.push(...part);
};
try {
  if (wanted.length === 0 || !wanted.every(isOnItsOwn)) {
    const full = await measureFullSync(world, { latencyMs, concurrency });
    report(full.rows);
    if (isWanted("incremental")) report(await measureIncremental(world, full.shopId));
    if (isWanted("resync")) report(await measureResync(world, full.shopId));
    if (isWanted("pages")) report(await measurePages(world));
    if (isWanted("write-path")) report(await measureWritePath(world, full.shopId));
    if (isWanted("faults")) report(await measureFaults(world, full.apiCalls));
  }
  if (isWanted("pages-large")) report(await measureLargePages(world, largeOrders));
  if (isWanted("demo")) report(await measureDemo());
  if (isWanted("old-way")) report(await measureOldWay(world));
  const facts = {
    at: new Date().toISOString(),
    node: process.version,
    cores: os.cpus().length,
    orders,
    latencyMs,
  };
  writeResults(rows, facts);
} finally {
  await world.stop();
}
