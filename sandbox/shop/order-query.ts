import type { OrderColumns } from "./order-columns";
import type { ShopBook } from "./shop-book";
import { keyOf, type SortedKeys } from "./sorted-keys";

export interface OrderFilter {
  createGe: number;
  createLt: number;
  updateGe: number;
  updateLt: number;
  statusCode: number | null;
  isSellerShipped: boolean | null;
  buyer: number | null;
  isCancelRequested: boolean | null;
}

export interface OrderSort {
  field: "create_time" | "update_time";
  isDescending: boolean;
}

export type PageStart = { offset: number } | { afterKey: number };

export interface OrderPage {
  slots: number[];
  totalCount: number;
  hasMore: boolean;
  /** Sort key of the last row. */
  lastKey: number;
}

/**
 * One page of a search. A window on the sort field is two binary searches; any other condition is tested row by
 * row over the typed arrays, in one pass that also counts and takes about a millisecond for 155,300 orders.
 */
export function queryOrders(
  book: ShopBook,
  filter: OrderFilter,
  sort: OrderSort,
  start: PageStart,
  pageSize: number,
): OrderPage {
  const isByCreate = sort.field === "create_time";
  const index = isByCreate ? book.byCreate : book.byUpdate;
  const [ge, lt] = isByCreate ? [filter.createGe, filter.createLt] : [filter.updateGe, filter.updateLt];
  const low = index.lowerBound(keyOf(ge, 0));
  const range = { low, high: Math.max(low, index.lowerBound(keyOf(lt, 0))) };
  const matches = rowTest(book.columns, filter, sort.field);
  const walk = { index, range, isDescending: sort.isDescending, start, wanted: pageSize + 1 };
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

/** The conditions that the index does not answer, or null when there are none. */
function rowTest(columns: OrderColumns, filter: OrderFilter, sortField: OrderSort["field"]) {
  const times = sortField === "create_time" ? columns.updateSec : columns.createSec;
  const [ge, lt] =
    sortField === "create_time" ? [filter.updateGe, filter.updateLt] : [filter.createGe, filter.createLt];
  const hasWindow = ge > 0 || lt < Number.POSITIVE_INFINITY;
  const { statusCode, isSellerShipped, buyer, isCancelRequested } = filter;
  const hasFlags = isSellerShipped !== null || buyer !== null || isCancelRequested !== null;
  if (!hasWindow && statusCode === null && !hasFlags) return null;
  const { status } = columns;
  if (!hasWindow && !hasFlags) return (slot: number): boolean => status[slot] === statusCode;
  return (slot: number): boolean => {
    if (statusCode !== null && status[slot] !== statusCode) return false;
    const time = times[slot] ?? 0;
    if (time < ge || time >= lt) return false;
    if (!hasFlags) return true;
    if (isSellerShipped !== null && columns.isSellerShipped(slot) !== isSellerShipped) return false;
    if (buyer !== null && columns.buyer[slot] !== buyer) return false;
    return isCancelRequested === null || columns.isCancelRequested(slot) === isCancelRequested;
  };
}
