import os from "node:os";
import { measureFullSync } from "./full-sync";
import { type Measurement, printTable, writeResults } from "./results";
import { startWorld } from "./world";

const latencyMs = 150;
const concurrency = 8;
const orders = Number(process.env.BENCH_ORDERS ?? 155_300);

const world = await startWorld({ orders, latencyMs });
try {
  const rows: Measurement[] = [];
  const full = await measureFullSync(world, { latencyMs, concurrency });
  rows.push(...full.rows);
  printTable(rows);
  writeResults(rows, {
    at: new Date().toISOString(),
    node: process.version,
    cores: os.cpus().length,
    orders,
    latencyMs,
  });
} finally {
  await world.stop();
}
