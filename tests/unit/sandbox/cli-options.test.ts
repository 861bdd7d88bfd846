import { describe, expect, test } from "vitest";
import { readCliOptions } from "../../../sandbox/cli-options";

describe("the command line of the sandbox", () => {
  test("has a default for every flag", () => {
    expect(readCliOptions([])).toMatchObject({ port: 4010, orders: 155_300, seed: 1, latencyMs: 150 });
  });

  test("reads every flag", () => {
    const argv = [
      "--port",
      "0",
      "--orders",
      "12",
      "--latency",
      "0",
      "--epoch",
      "1790000000",
      "--app-key",
      "k",
    ];
    expect(readCliOptions(argv)).toMatchObject({
      orders: 12,
      latencyMs: 0,
      epochSec: 1_790_000_000,
      appKey: "k",
    });
  });

  test.each([
    ["--prot", "1"],
    ["--port", "70000"],
    ["--orders", "many"],
    ["--redirect", "nowhere"],
    ["--seed"],
    ["x"],
  ])("refuses %s %s with a sentence", (...argv) => {
    expect(() => readCliOptions(argv)).toThrow(/\.$/);
  });
});
