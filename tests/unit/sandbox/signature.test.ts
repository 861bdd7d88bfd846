import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { signRequest } from "../../../sandbox/signature";
import { EPOCH_SEC, openSandbox } from "./sandbox-client";

interface Vector {
  name: string;
  appSecret: string;
  path: string;
  query: Record<string, string>;
  body: string | null;
  contentType: string;
  expectedSign: string;
}

const vectors: Vector[] = JSON.parse(
  readFileSync(new URL("../../fixtures/tiktok-sign-vectors.json", import.meta.url), "utf8"),
);

describe("the signature", () => {
  test.each(vectors)("agrees with the vector $name", (vector) => {
    const { path, query, contentType } = vector;
    const body = Buffer.from(vector.body ?? "");
    const sign = signRequest({ path, query: Object.entries(query), body, contentType }, vector.appSecret);
    expect(sign).toBe(vector.expectedSign);
  });

  test("is required and a missing one is a missing parameter", async () => {
    const client = await (await openSandbox()).connect();
    const reply = await client.call("/authorization/202309/shops", { sign: null });
    expect(reply).toMatchObject({ status: 400, code: 36009004, data: null });
    expect(reply.message).toContain("sign");
  });

  test("is refused when it is wrong", async () => {
    const client = await (await openSandbox()).connect();
    for (const sign of ["0".repeat(64), "short"]) {
      const reply = await client.call("/authorization/202309/shops", { sign });
      expect(reply).toMatchObject({ status: 401, code: 106001, data: null });
    }
  });

  test("covers the bytes as sent, so a re-serialised body is refused and white space is not", async () => {
    const client = await (await openSandbox()).connect();
    const sent = '{ "create_time_ge": 1 }';
    const options = { method: "POST", query: { shop_cipher: client.cipher, page_size: "1" }, body: sent };
    const path = "/order/202309/orders/search";
    expect((await client.call(path, options)).code).toBe(0);
    const reserialised = await client.call(path, { ...options, signedBody: '{"create_time_ge":1}' });
    expect(reserialised).toMatchObject({ status: 401, code: 106001 });
  });

  test.each([
    [-301, 36009004],
    [-299, 0],
    [29, 0],
    [31, 36009004],
  ])("is accepted by the age of its timestamp: %i s gives code %i", async (shiftSec, code) => {
    const client = await (await openSandbox()).connect();
    const reply = await client.call("/authorization/202309/shops", {
      query: { timestamp: String(EPOCH_SEC + shiftSec) },
    });
    expect(reply.code).toBe(code);
    if (code !== 0)
      expect(reply).toMatchObject({ status: 400, message: expect.stringContaining("timestamp") });
  });

  test("is dated by the sandbox clock", async () => {
    const client = await openSandbox();
    await client.sandbox.control({ clock: { nowSec: 1_800_000_000 } });
    const reply = await client.call("/nowhere");
    expect(Date.parse(reply.headers.get("date") ?? "")).toBe(1_800_000_000_000);
  });
});
