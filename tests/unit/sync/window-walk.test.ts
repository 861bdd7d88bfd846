import { expect, it } from "vitest";
import type { SourcePage } from "@/lib/sync/resource";
import { WindowWalk } from "@/lib/sync/window-walk";
import { SyncNoProgressError } from "@/lib/sync-errors";
import { TikTokApiError } from "@/lib/tiktok/errors";

const page = (seconds: number[], nextPageToken: string | null): SourcePage => ({
  items: seconds.map((sec) => ({ id: `order-${sec}`, createSec: sec, updateSec: sec })),
  rejected: [],
  nextPageToken,
  totalCount: null,
  serverTimeSec: null,
  payload: null,
});

it("the cursor follows the oldest order read, inclusive of its second", () => {
  const walk = new WindowWalk({ fromSec: 0, cursorSec: 100 });
  walk.take(page([99, 95, 90], "t1"));
  expect(walk.cursorSec).toBe(91);
  expect(walk.nextSpan()).toMatchObject({ fromSec: 0, toSec: 100, pageToken: "t1" });
  walk.take(page([80], null));
  expect(walk.isDone).toBe(true);
});

it("a refused token restarts at the key, without a token", () => {
  const walk = new WindowWalk({ fromSec: 0, cursorSec: 100 });
  walk.take(page([99, 90], "t1"));
  const refusal = new TikTokApiError("refused", "page token", { endpoint: "/x" });
  expect(walk.restartAfter(refusal)).toBe(true);
  expect(walk.nextSpan()).toMatchObject({ toSec: 91, pageToken: undefined });
  expect(walk.restartAfter(refusal)).toBe(false);
});

it("tokens that repeat lead to a walk by keys; only when that stands still too does it give up", () => {
  const walk = new WindowWalk({ fromSec: 0, cursorSec: 100 });
  walk.take(page([99, 90], "same"));
  walk.take(page([99, 90], "same"));
  expect(walk.nextSpan()).toMatchObject({ toSec: 91, pageToken: undefined });
  walk.take(page([90, 80], "same"));
  walk.take(page([90, 80], "same"));
  expect(walk.nextSpan()).toMatchObject({ toSec: 81, pageToken: undefined });
  walk.take(page([80], "same"));
  expect(() => walk.take(page([80], "same"))).toThrow(SyncNoProgressError);
});

it("a list that ends before its own count is walked on by key, until that brings nothing new", () => {
  const walk = new WindowWalk({ fromSec: 0, cursorSec: 100 });
  walk.take({ ...page([99, 90], "t"), totalCount: 5 });
  walk.take({ ...page([85], null), totalCount: 5 });
  expect(walk.isDone).toBe(false);
  expect(walk.nextSpan()).toMatchObject({ toSec: 86, pageToken: undefined });
  walk.take({ ...page([85, 70, 60], null), totalCount: 3 });
  expect(walk.isDone).toBe(true);
  const miscounted = new WindowWalk({ fromSec: 0, cursorSec: 100 });
  miscounted.take({ ...page([99], null), totalCount: 9 });
  miscounted.take({ ...page([99], null), totalCount: 9 });
  expect(miscounted.isDone).toBe(true);
});
