import { describe, expect, it } from "vitest";
import { signRequest } from "@/lib/tiktok/sign";
import vectors from "../../fixtures/tiktok-sign-vectors.json" with { type: "json" };

describe("signRequest", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))("reproduces %s", (_name, vector) => {
    const query = Object.fromEntries(
      Object.entries(vector.query).map(([key, value]) => [key, String(value)]),
    );
    const { appSecret, path, contentType } = vector;
    const body = vector.body ?? undefined;
    expect(signRequest({ appSecret, path, query, body, contentType })).toBe(vector.expectedSign);
  });
});
