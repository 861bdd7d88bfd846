import fc from "fast-check";
import { expect, it } from "vitest";
import { splitWindow, windowTarget } from "@/lib/sync/window-plan";

it("the parts of a window cover it exactly, newest first, without gap or overlap", () => {
  const window = fc.record({
    fromSec: fc.integer({ min: 1_500_000_000, max: 1_800_000_000 }),
    widthSec: fc.integer({ min: 2, max: 60_000_000 }),
    left: fc.integer({ min: 0, max: 2_000_000_000 }),
    target: fc.integer({ min: 1, max: 50_000 }),
  });
  fc.assert(
    fc.property(window, ({ fromSec, widthSec, left, target }) => {
      const toSec = fromSec + widthSec;
      const parts = splitWindow({ fromSec, toSec, left }, target);
      if (parts === null) return left <= target * 1.5;
      expect(parts.length).toBeLessThanOrEqual(64);
      expect(parts[0]?.toSec).toBe(toSec);
      expect(parts.at(-1)?.fromSec).toBe(fromSec);
      parts.forEach((part, index) => {
        expect(part.toSec).toBeGreaterThan(part.fromSec ?? 0);
        const older = parts[index + 1];
        if (older) expect(older.toSec).toBe(part.fromSec);
      });
      return true;
    }),
  );
});

it("a window of one second is never split, and a small one stays whole", () => {
  expect(splitWindow({ fromSec: 10, toSec: 11, left: 9_000 }, 100)).toBeNull();
  expect(splitWindow({ fromSec: 0, toSec: 1_000_000, left: 1_400 }, windowTarget(1_400))).toBeNull();
});
