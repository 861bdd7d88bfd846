import { describe, expect, it } from "vitest";
import { readExpirySec, refreshTokens } from "@/lib/tiktok/authorization";
import { TikTokClient } from "@/lib/tiktok/client";

const now = 1_790_000_000;
const farEnd = 253_402_300_799;

it.each([
  ["an absolute end is itself", now + 604_800, now + 604_800],
  ["an end beyond 32 bits is itself", 4_886_956_800, 4_886_956_800],
  ["a duration is counted from now", 604_800, now + 604_800],
  ["one that has passed is none", now - 5, null],
  ["milliseconds are none", (now + 604_800) * 1000, null],
  ["nothing is none", 0, null],
  ["nonsense is none", Number.NaN, null],
])("%s", (_name, value, expected) => {
  expect(readExpirySec(value, now, farEnd)).toBe(expected);
});

describe("the end of an access token", () => {
  const week = 604_800;
  const grantWith = async (fields: Record<string, unknown>) => {
    const data = {
      access_token: "a",
      access_token_expire_in: now + week,
      refresh_token: "r",
      refresh_token_expire_in: 4_886_956_800,
      open_id: "o",
      ...fields,
    };
    const answer = async () => Response.json({ code: 0, message: "success", request_id: "x", data });
    const app = { appKey: "k", appSecret: "s", apiUrl: "http://api.test", authUrl: "http://auth.test" };
    return refreshTokens(new TikTokClient(app, { fetch: answer as typeof fetch }), "old", now);
  };

  it.each([
    ["absolute seconds", now + 3_600, now + 3_600],
    ["absolute seconds as text", String(now + week), now + week],
    ["a duration", week, now + week],
    ["2081: a week is believed instead", 3_502_828_800, now + week],
    ["beyond 32 bits", 4_886_956_800, now + week],
    ["milliseconds", (now + week) * 1000, now + week],
    ["the past", now - 100, now + week],
    ["zero", 0, now + week],
    ["a negative number", -5, now + week],
    ["no number", "soon", now + week],
    ["nothing", undefined, now + week],
    ["null", null, now + week],
  ])("%s", async (_name, access_token_expire_in, expected) => {
    expect((await grantWith({ access_token_expire_in })).accessTokenExpiresAtSec).toBe(expected);
  });

  it.each([
    [4_886_956_800, 4_886_956_800],
    ["4886956800", 4_886_956_800],
    [undefined, null],
    ["never", null],
    [9e15, null],
  ])("of an authorisation: %s", async (refresh_token_expire_in, expected) => {
    expect((await grantWith({ refresh_token_expire_in })).refreshTokenExpiresAtSec).toBe(expected);
  });
});
