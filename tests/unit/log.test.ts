import { expect, it } from "vitest";
import { describeError } from "@/lib/log";

it("an error is logged with its causes, also those that Auth.js wraps", () => {
  const wrapped = new Error("see the manual", {
    cause: { err: new TypeError("no such endpoint", { cause: new Error("404") }), provider: "google" },
  });
  expect(describeError(wrapped)).toMatchObject({
    message: "see the manual",
    cause: { type: "TypeError", message: "no such endpoint", cause: { message: "404" } },
  });
});
