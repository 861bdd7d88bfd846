import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { EnvError, parseEnv } from "@/lib/env";

const complete = {
  DATABASE_URL: "postgres://u:p@localhost/x",
  AUTH_SECRET: "a-secret-of-some-length",
  CRON_SECRET: "another-secret-of-some-length",
  TOKEN_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  TIKTOK_APP_KEY: "key",
  TIKTOK_APP_SECRET: "app-secret-value",
  TIKTOK_SERVICE_ID: "7",
};

it("takes a complete environment and fills in TikTok's addresses", () => {
  expect(parseEnv(complete)).toMatchObject({
    TIKTOK_API_URL: "https://open-api.tiktokglobalshop.com",
    TIKTOK_AUTH_URL: "https://auth.tiktok-shops.com",
    TIKTOK_AUTHORIZE_URL: "https://services.tiktokshop.com/open/authorize",
    SYNC_CONCURRENCY: 8,
  });
});

it.each(Object.keys(complete))("names %s when it is missing or empty", (name) => {
  for (const value of [undefined, ""]) {
    expect(() => parseEnv({ ...complete, [name]: value })).toThrow(new RegExp(`${name}: is missing`));
  }
});

it.each([
  ["DATABASE_URL", "postgres://user:HIDEME@127.0.0.1:54x2/db"],
  ["DATABASE_URL", "postgres://user:100%HIDEME@127.0.0.1:5432/db"],
  ["DATABASE_URL", "mysql://user:HIDEME@127.0.0.1/db"],
  ["AUTH_URL", "localhost:3000/HIDEME"],
  ["SMTP_URL", "smtp://post:HIDE%ME@mail.example.com"],
  ["SMTP_URL", "https://post:HIDEME@mail.example.com"],
  ["MAIL_FROM", "HIDEME"],
  ["MAIL_FROM", "Shop <HIDEME@example.com>, <b@example.com>"],
  ["AUTH_GOOGLE_ISSUER", "http://HIDEME.example"],
  ["AUTH_GOOGLE_ISSUER", "http://localhost.HIDEME.example"],
  ["TIKTOK_API_URL", "localhost:4698/HIDEME"],
  ["TOKEN_ENCRYPTION_KEY", `HIDEME!!${randomBytes(32).toString("base64")}`],
  ["SYNC_BUDGET_SECONDS", "HIDEME"],
])("refuses a malformed %s and keeps its value to itself", (name, value) => {
  const parse = () => parseEnv({ ...complete, [name]: value });
  expect(parse).toThrow(new RegExp(`${name}: `));
  expect(parse).not.toThrow(/HIDEME/);
});

it("never tells a value, however wrong", () => {
  const wrong = {
    ...complete,
    TOKEN_ENCRYPTION_KEY: "c2hvcnQtc2VjcmV0",
    DATABASE_URL: "mysql://root:hunter2@db/x",
  };
  const error = (() => {
    try {
      return parseEnv(wrong);
    } catch (caught) {
      return caught;
    }
  })();
  expect(error).toBeInstanceOf(EnvError);
  expect(String(error)).toMatch(/TOKEN_ENCRYPTION_KEY.*32 bytes/);
  expect(String(error)).toMatch(/DATABASE_URL/);
  expect(String(error)).not.toMatch(/hunter2|c2hvcnQ/);
});

it("half of a provider's keys, and an app that nothing tells its own address, stop the start", () => {
  expect(() => parseEnv({ ...complete, AUTH_GITHUB_ID: "id" })).toThrow(
    /AUTH_GITHUB_SECRET: is missing, though/,
  );
  expect(() => parseEnv({ ...complete, AUTH_GOOGLE_SECRET: "s" })).toThrow(
    /AUTH_GOOGLE_ID: is missing, though/,
  );
  const distrusting = { ...complete, AUTH_TRUST_HOST: "false" };
  expect(() => parseEnv(distrusting)).toThrow(/AUTH_URL: is missing/);
  expect(parseEnv({ ...distrusting, AUTH_URL: "https://shop.example" }).AUTH_URL).toBe(
    "https://shop.example",
  );
});

it("mail needs its server, its sender and our own address, which no header may stand in for", () => {
  const server = { SMTP_URL: "smtp://mail.example.com", MAIL_FROM: "Shop <shop@example.com>" };
  const AUTH_URL = "https://shop.example";
  expect(() => parseEnv({ ...complete, AUTH_URL, SMTP_URL: server.SMTP_URL })).toThrow(
    /MAIL_FROM: is missing, though/,
  );
  expect(() => parseEnv({ ...complete, AUTH_URL, MAIL_FROM: server.MAIL_FROM })).toThrow(
    /SMTP_URL: is missing, though/,
  );
  for (const AUTH_TRUST_HOST of ["true", "false"])
    expect(() => parseEnv({ ...complete, ...server, AUTH_TRUST_HOST })).toThrow(
      /AUTH_URL: is missing; links/,
    );
  expect(parseEnv({ ...complete, ...server, AUTH_URL })).toMatchObject(server);
});
