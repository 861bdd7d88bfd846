import { expect, test } from "vitest";
import { createSyncReporter } from "../../../scripts/lib/sync-progress.mjs";

const startedAt = "2026-03-01T12:00:00.000Z";

function report(isTty: boolean) {
  let output = "";
  const clock = { seconds: 0 };
  const reporter = createSyncReporter({
    isTty,
    write: (text) => {
      output += text;
    },
    now: () => new Date(Date.parse(startedAt) + clock.seconds * 1000),
  });
  return { reporter, clock, lines: () => output.trimEnd().split("\n"), output: () => output };
}

function syncing(done: number) {
  const run = {
    kind: "full",
    done,
    total: 1000,
    ordersPerSecond: 100,
    etaSeconds: (1000 - done) / 100,
    startedAt,
  };
  return { shopName: "Juniper", state: "syncing", sentence: "Copying.", recordsTotal: 0, run };
}

function upToDate(recordsTotal: number) {
  return { shopName: "Juniper", state: "up_to_date", sentence: "All is here.", recordsTotal, run: null };
}

test("a log gets a line for about every tenth", () => {
  const { reporter, lines } = report(false);
  for (let done = 10; done <= 1000; done += 10) reporter.show(syncing(done));
  expect(lines()).toHaveLength(11);
  expect(lines().at(1)).toBe("Syncing 110 of 1,000 orders (11 %), 100 orders/s, 9 s left");
  expect(lines().at(-1)).toContain("(100 %)");
});

test("a terminal gets one line that rewrites itself", () => {
  const { reporter, output } = report(true);
  reporter.show(syncing(100));
  reporter.show(syncing(200));
  expect(output().split("\r\x1b[2K").slice(1)).toHaveLength(2);
  expect(output()).not.toContain("\n");
  reporter.finish();
  expect(output().endsWith("\n")).toBe(true);
});

test("the end of a full sync and every new order are told", () => {
  const { reporter, clock, lines } = report(false);
  reporter.show(syncing(10));
  clock.seconds = 12;
  for (const total of [1000, 1000, 1001, 1004]) reporter.show(upToDate(total));
  const told = lines().slice(1);
  expect(told.slice(0, 3)).toEqual([
    "Juniper: All is here.",
    "Copied 1,000 orders in 12.0 s.",
    "1,000 orders are here. New ones are told below.",
  ]);
  expect(told.slice(3).map((line) => line.slice(10))).toEqual([
    "+1 order, 1,001 in all",
    "+3 orders, 1,004 in all",
  ]);
});
