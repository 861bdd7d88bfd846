import { writeFileSync } from "node:fs";

export type Measurement = { what: string; value: number; unit: string; limit?: string };

const format = (value: number) =>
  Number.isInteger(value) ? value.toLocaleString("en-US") : value.toFixed(value < 10 ? 2 : 1);

export function printTable(rows: Measurement[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, value, unit, limit } of rows) {
    const figure = `${format(value)} ${unit}`.padStart(16);
    process.stdout.write(`${what.padEnd(width)}  ${figure}  ${limit ?? ""}\n`);
  }
}

/** `bench/results.json`: the figures of one run with where and when they came out. */
export function writeResults(rows: Measurement[], facts: Record<string, unknown>): void {
  const file = new URL("./results.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify({ ...facts, measurements: rows }, null, 2)}\n`);
}
