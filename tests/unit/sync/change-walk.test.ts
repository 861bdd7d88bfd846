import { expect, it } from "vitest";
import { ChangeWalk } from "@/lib/sync/change-walk";
import type { SourcePage } from "@/lib/sync/resource";
import { SyncNoProgressError } from "@/lib/sync-errors";

const page = (
  items: [id: string, sec: number][],
  nextPageToken: string | null,
  totalCount = items.length,
): SourcePage => ({
  items: items.map(([id, sec]) => ({ id, createSec: sec, updateSec: sec })),
  rejected: [],
  nextPageToken,
  totalCount,
  serverTimeSec: 1_000,
  payload: null,
});

it("after a page the key is asked again, inclusive, without a token", () => {
  const walk = new ChangeWalk(100, 1_000);
  walk.take(
    page(
      [
        ["a", 110],
        ["b", 120],
      ],
      "t",
    ),
  );
  expect(walk.nextSpan()).toMatchObject({ fromSec: 120, toSec: 1_001, pageToken: undefined });
  const isKnown = walk.take(
    page(
      [
        ["b", 120],
        ["c", 130],
      ],
      null,
    ),
  );
  expect(isKnown({ id: "b", createSec: 0, updateSec: 120 })).toBe(true);
  expect(isKnown({ id: "c", createSec: 0, updateSec: 130 })).toBe(false);
  expect(walk).toMatchObject({ isAtEnd: true, cursorSec: 130 });
});

it("a second that fills a page is asked for alone, and read again when orders left it meanwhile", () => {
  const walk = new ChangeWalk(100, 1_000);
  walk.take(
    page(
      [
        ["a", 100],
        ["b", 100],
      ],
      "open",
      6,
    ),
  );
  expect(walk.nextSpan()).toMatchObject({ fromSec: 100, toSec: 101, pageToken: undefined });
  walk.take(
    page(
      [
        ["a", 100],
        ["b", 100],
      ],
      "t1",
      5,
    ),
  );
  expect(walk.nextSpan()).toMatchObject({ fromSec: 100, toSec: 101, pageToken: "t1" });
  walk.take(
    page(
      [
        ["d", 100],
        ["e", 100],
      ],
      null,
      4,
    ),
  );
  expect(walk.nextSpan()).toMatchObject({ fromSec: 100, toSec: 101, pageToken: undefined });
  walk.take(
    page(
      [
        ["b", 100],
        ["c", 100],
      ],
      "t2",
      4,
    ),
  );
  walk.take(
    page(
      [
        ["d", 100],
        ["e", 100],
      ],
      null,
      4,
    ),
  );
  expect(walk.nextSpan()).toMatchObject({ fromSec: 101, toSec: 1_001, pageToken: undefined });
  walk.take(page([["a", 900]], null, 1));
  expect(walk.isAtEnd).toBe(true);
});

it("a second with nothing after it is the end, without one more question", () => {
  const walk = new ChangeWalk(100, 1_000);
  walk.take(
    page(
      [
        ["a", 100],
        ["b", 100],
      ],
      "open",
      3,
    ),
  );
  walk.take(
    page(
      [
        ["a", 100],
        ["b", 100],
      ],
      "t1",
      3,
    ),
  );
  walk.take(page([["c", 100]], null, 3));
  expect(walk.isAtEnd).toBe(true);
});

it("pages of which nothing can be read still lead on", () => {
  const walk = new ChangeWalk(100, 1_000);
  const unreadable = (sec: number) => ({
    ...page([], "t"),
    rejected: [{ id: null, createSec: sec, updateSec: sec }],
  });
  for (let sec = 101; sec < 120; sec++) walk.take(unreadable(sec));
  expect(walk.nextSpan()).toMatchObject({ fromSec: 119 });
});

it("a server that repeats one page for ever is given up", () => {
  const walk = new ChangeWalk(100, 1_000);
  const again = () => walk.take(page([["a", 100]], "t", 9));
  expect(() => {
    for (let count = 0; count < 9; count++) again();
  }).toThrow(SyncNoProgressError);
});

it("a time in the far future does not move the cursor", () => {
  const walk = new ChangeWalk(100, 1_000);
  walk.take(
    page(
      [
        ["a", 110],
        ["b", 999_999],
      ],
      null,
    ),
  );
  expect(walk.cursorSec).toBe(110);
});

it("a list that ends before its own count is asked for again from its last second", () => {
  const walk = new ChangeWalk(100, 1_000);
  walk.take(page([["a", 110]], null, 3));
  expect(walk.isAtEnd).toBe(false);
  expect(walk.nextSpan()).toMatchObject({ fromSec: 110, pageToken: undefined });
  walk.take(
    page(
      [
        ["a", 110],
        ["b", 120],
        ["c", 130],
      ],
      null,
    ),
  );
  expect(walk.isAtEnd).toBe(true);
});

it("a count that is always too high costs a few questions more, and no end", () => {
  const walk = new ChangeWalk(100, 1_000);
  walk.take(page([["a", 110]], null, 9));
  let questions = 0;
  for (; !walk.isAtEnd && questions < 9; questions++) {
    const { fromSec } = walk.nextSpan();
    walk.take(page(fromSec !== null && fromSec <= 110 ? [["a", 110]] : [], null, 9));
  }
  expect(questions).toBeLessThan(6);
});

it("a record that shows a newer time in its old place does not carry the walk past what lies between", () => {
  const walk = new ChangeWalk(100, 1_000);
  walk.take(
    page(
      [
        ["a", 110],
        ["moved", 1_003],
        ["b", 120],
      ],
      "t",
      300,
    ),
  );
  expect(walk.nextSpan()).toMatchObject({ fromSec: 120 });
  expect(walk).toMatchObject({ isAtEnd: false, cursorSec: 120 });
});

it("a page of changes that came after the walk began is walked on by their own times", () => {
  const walk = new ChangeWalk(100, 1_000);
  walk.take(
    page(
      [
        ["a", 1_002],
        ["b", 1_003],
      ],
      "t",
      300,
    ),
  );
  expect(walk.nextSpan()).toMatchObject({ fromSec: 1_003 });
});
