import type { NewWindow } from "@/db/mutations/sync-windows";

const leastPerWindow = 1_000;
const windowsWanted = 44;
const splitAboveTarget = 1.5;
/** A `total_count` that is nonsense must not become a million windows; a part that is too large is split again. */
const mostParts = 64;

/**
 * How many records a window should hold: enough windows to keep every parallel reader busy to the end, few enough
 * that their last, half-empty pages stay within 3 % of all calls.
 */
export function windowTarget(totalRecords: number): number {
  return Math.max(leastPerWindow, Math.ceil(totalRecords / windowsWanted));
}

/**
 * The parts that replace what is left of a window, newest first; null when it is small enough or too short to split.
 * They cover exactly [`fromSec`, `toSec`).
 */
export function splitWindow(
  window: { fromSec: number; toSec: number; left: number },
  target: number,
): NewWindow[] | null {
  const { fromSec, toSec, left } = window;
  const widthSec = toSec - fromSec;
  if (left <= target * splitAboveTarget || widthSec < 2) return null;
  const parts = Math.min(Math.ceil(left / target), widthSec, mostParts);
  const edges = Array.from(
    { length: parts + 1 },
    (_, index) => fromSec + Math.floor((widthSec * index) / parts),
  );
  return edges
    .slice(1)
    .map((edge, index) => ({ fromSec: edges[index] ?? fromSec, toSec: edge }))
    .reverse();
}
