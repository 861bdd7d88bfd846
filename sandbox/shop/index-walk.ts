import { keyOf, type SortedKeys } from "./sorted-keys";

export interface Sort {
  field: "create_time" | "update_time";
  isDescending: boolean;
}

export type PageStart = { offset: number } | { afterKey: number };

export interface IndexSpan {
  index: SortedKeys;
  /** Seconds; inclusive and exclusive. */
  ge: number;
  lt: number;
  isDescending: boolean;
}

export interface IndexPage {
  slots: number[];
  totalCount: number;
  hasMore: boolean;
  /** Sort key of the last row. */
  lastKey: number;
}

/**
 * One page of a sorted index. A window on its time is two binary searches; any other condition is tested row by row
 * in one pass that also counts.
 */
export function pageOfIndex(
  { index, ge, lt, isDescending }: IndexSpan,
  matches: ((slot: number) => boolean) | null,
  start: PageStart,
  pageSize: number,
): IndexPage {
  const low = index.lowerBound(keyOf(ge, 0));
  const range = { low, high: Math.max(low, index.lowerBound(keyOf(lt, 0))) };
  const walk = { index, range, isDescending, start, wanted: pageSize + 1 };
  const { positions, totalCount } = matches === null ? jump(walk) : scan(walk, matches);
  const shown = positions.slice(0, pageSize);
  return {
    slots: shown.map((position) => index.slotAt(position)),
    totalCount,
    hasMore: positions.length > pageSize,
    lastKey: index.at(shown.at(-1) ?? -1),
  };
}

interface Walk {
  index: SortedKeys;
  range: { low: number; high: number };
  isDescending: boolean;
  start: PageStart;
  wanted: number;
}

/** The position from which rows come after the key of the page before. */
function positionAfterKey({ index, range, isDescending }: Walk, afterKey: number): number {
  const bound = index.lowerBound(afterKey);
  if (isDescending) return Math.min(bound, range.high) - 1;
  return Math.max(range.low, index.at(bound) === afterKey ? bound + 1 : bound);
}

function jump(walk: Walk): { positions: number[]; totalCount: number } {
  const { range, isDescending, start, wanted } = walk;
  const step = isDescending ? -1 : 1;
  const first = isDescending ? range.high - 1 : range.low;
  let position = "afterKey" in start ? positionAfterKey(walk, start.afterKey) : first + step * start.offset;
  const positions: number[] = [];
  for (; position >= range.low && position < range.high && positions.length < wanted; position += step) {
    positions.push(position);
  }
  return { positions, totalCount: range.high - range.low };
}

function scan(walk: Walk, matches: (slot: number) => boolean): { positions: number[]; totalCount: number } {
  const { index, range, isDescending, start, wanted } = walk;
  const isByKey = "afterKey" in start;
  const firstPosition = isByKey ? positionAfterKey(walk, start.afterKey) : -1;
  const offset = isByKey ? 0 : start.offset;
  const positions: number[] = [];
  const { slots } = index;
  const step = isDescending ? -1 : 1;
  let totalCount = 0;
  let position = isDescending ? range.high - 1 : range.low;
  for (let left = range.high - range.low; left > 0; left--, position += step) {
    if (!matches(slots[position] ?? 0)) continue;
    totalCount += 1;
    const isBeforePage = isByKey ? (position - firstPosition) * step < 0 : totalCount <= offset;
    if (!isBeforePage && positions.length < wanted) positions.push(position);
  }
  return { positions, totalCount };
}
