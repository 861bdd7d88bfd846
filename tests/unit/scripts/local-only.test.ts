import { expect, test } from "vitest";
import { requireLocalDatabase } from "../../../scripts/lib/local-only.mjs";

test.each(["postgres://u:p@localhost/e2e", "postgres://127.0.0.1:5433/e2e", "postgres://[::1]/e2e"])(
  "%s is accepted",
  (url) => {
    expect(() => requireLocalDatabase(url)).not.toThrow();
  },
);

test.each([
  "postgres://u:secret@db.example.com/shop",
  "postgres://localhost.example.com/shop",
  "postgres://localhost/shop?host=db.example.com",
  "not a url",
  undefined,
])("%s is refused", (url) => {
  expect(() => requireLocalDatabase(url)).toThrow(/local database/);
});

test("the refusal does not repeat the password", () => {
  expect(() => requireLocalDatabase("postgres://u:secret@db.example.com/shop")).toThrow(/^(?!.*secret)/);
});
