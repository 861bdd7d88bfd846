import { describe, expect, it } from "vitest";
import { readRetryAfterMs, unwrapAnswer } from "@/lib/tiktok/classify";
import type { TikTokApiError } from "@/lib/tiktok/errors";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  text: typeof body === "string" ? body : JSON.stringify(body),
});

function failureOf(status: number, body: unknown, headers = {}): TikTokApiError {
  try {
    unwrapAnswer(answer(status, body, headers), "/x", 0);
  } catch (error) {
    return error as TikTokApiError;
  }
  throw new Error("this answer was taken for a success");
}

describe("an answer of TikTok's", () => {
  it("is a success only with HTTP 200 and code 0", () => {
    expect(unwrapAnswer(answer(200, { code: 0, data: { a: 1 } }), "/x", 0)).toEqual({ a: 1 });
    expect(failureOf(500, { code: 0, data: {} }).code).toBe("server_error");
    expect(failureOf(200, { code: null, data: {} }).code).toBe("bad_response");
    expect(failureOf(200, { data: {} }).code).toBe("bad_response");
  });

  it.each([
    [429, { code: 36009002, message: "too many" }, "rate_limited", true],
    [429, "<html>slow down</html>", "rate_limited", true],
    [503, { code: 36009003, message: "" }, "overloaded", true],
    [200, { code: 36009003, message: "internal" }, "server_error", true],
    [504, { code: 36009007, message: "" }, "server_error", true],
    [502, "<html>bad gateway</html>", "server_error", true],
    [200, "<html>captive portal</html>", "bad_response", true],
    [200, "", "bad_response", true],
    [200, '{"code":0,"data":{"orders":[{"id"', "bad_response", true],
    [401, { code: 105002, message: "Expired credentials" }, "token_expired", false],
    [200, { code: 105002, message: "Expired credentials" }, "token_expired", false],
    [403, { code: 105005, message: "scope" }, "scope_missing", false],
    [401, { code: 106001, message: "sign" }, "bad_signature", false],
    [400, { code: 36009004, message: "Invalid timestamp" }, "clock_skew", false],
    [400, { code: 36009004, message: "PageSize is a required field" }, "refused", false],
    [200, { code: 36004005, message: "can not find related auth record" }, "reconnect_required", false],
    [404, { code: 36009009, message: "no such path" }, "endpoint_unknown", false],
    [400, { code: 36009014, message: "version" }, "endpoint_unknown", false],
    [404, "<html>not found</html>", "endpoint_unknown", false],
    [404, { code: 105005, message: "scope" }, "scope_missing", false],
  ] as const)("with HTTP %i and %j is %s", (status, body, code, retryable) => {
    expect(failureOf(status, body)).toMatchObject({ code, retryable });
  });

  it("never repeats TikTok's help links, and keeps its request id", () => {
    const body = { code: 21008111, message: "not yours https://m.tiktok.shop/s/abc", request_id: "R1" };
    const error = failureOf(200, body);
    expect(error.message).not.toContain("http");
    expect(error.facts).toMatchObject({ apiCode: 21008111, requestId: "R1", httpStatus: 200 });
  });
});

describe("Retry-After", () => {
  it.each([
    ["7", 7_000],
    ["0.5", 500],
    ["-3", 0],
    [new Date(90_000).toUTCString(), 80_000],
    ["soon", undefined],
    ["", undefined],
  ])("%j is read as %s ms", (value, expected) => {
    expect(readRetryAfterMs(new Headers({ "retry-after": value }), 10_000)).toBe(expected);
  });
});
