import { expect, it } from "vitest";
import { TikTokClient } from "@/lib/tiktok/client";
import { AdaptiveLimiter } from "@/lib/tiktok/limiter";

const app = { appKey: "k", appSecret: "s", apiUrl: "http://shop.test", authUrl: "http://shop.test" };
const token = () => Promise.resolve("t");

it.each([4_000.25, 7_000.6, 19_999.9, 60_000.5])(
  "a call may begin with %f ms left: what is left of a budget is seldom a whole number",
  async (leftMs) => {
    const answer = async () => Response.json({ code: 0, data: { here: true } });
    const client = new TikTokClient(app, { fetch: answer, now: () => 1_790_000_000_000 });
    const context = {
      tokens: { current: token, renew: token },
      limiter: new AdaptiveLimiter({ maxConcurrent: 1 }),
      priority: "incremental" as const,
      deadlineAtMs: 1_790_000_000_000 + leftMs,
    };
    const call = { method: "GET" as const, path: "/somewhere", query: {} };
    expect((await client.call(call, context)).data).toEqual({ here: true });
  },
);
