import { firstParam, type RawSearchParams } from "@/lib/address";
import { isShopDay } from "@/lib/dates";
import {
  type AgeKey,
  ages,
  type Canceller,
  cancellers,
  type Dispatch,
  type DispatchTime,
  type Due,
  dispatches,
  dispatchTimes,
  dues,
  type Openness,
  openness,
} from "@/lib/fulfilment";
import { type BuyerKind, buyerKinds, type Gap, gaps } from "@/lib/metrics/buyers";
import { type ListMetricKey, listMetricKeys } from "@/lib/metrics/definitions";
import type { Parsed } from "@/lib/parsed";
import type { Filter } from "./filter";

/** What somebody has to do something about. */
export const needs = ["overdue", "due-6h", "on-hold", "cancel-requested"] as const;
export type Need = (typeof needs)[number];

/** The time of an order that decides its day. */
export type DateBasis = "created" | "paid";

/** Stands for the orders of which TikTok names no region. */
export const maskedRegion = "masked";

/** Stands for the orders of which TikTok names no warehouse or no carrier. */
export const unnamed = "none";

/** The orders behind one figure or one part of a chart: a filter, and what narrows it further. */
export type OrderSelection = {
  filter: Filter;
  basis: DateBasis;
  /** Exactly the orders that make up this figure; null: all orders of the filter. */
  metric: ListMetricKey | null;
  /** Of the one product of the filter: figures then count the lines of this SKU only. */
  sku: string | null;
  /** ISO 4217; a sum of money has one. */
  currency: string | null;
  /** State or province, or `maskedRegion`. */
  region: string | null;
  /** ISO: 1 is Monday. By the shop's clock, as the hour. */
  weekday: number | null;
  /** 0 to 23. */
  hour: number | null;
  need: Need | null;
  /** How near the deadline is, now. */
  due: Due | null;
  /** Only what is open now, or of that only what is stuck. */
  open: Openness | null;
  /** How long ago an open order was paid, now. */
  age: AgeKey | null;
  /** TikTok's id, or `unnamed`; of open orders, as the carrier. */
  warehouse: string | null;
  carrier: string | null;
  /** How an order stands to its deadline to be made ready. */
  dispatch: Dispatch | null;
  /** How long it took from payment to ready. */
  took: DispatchTime | null;
  cancelledBy: Canceller | null;
  /** Of who bought for the first time in the days of the filter, or had bought before. */
  buyers: BuyerKind | null;
  /** `2026-11`: of who bought for the first time in that month. */
  cohort: string | null;
  /** How long ago the buyer had bought before. */
  gap: Gap | null;
};

/** The parameters of an address that make up a selection, beside those of its filter. */
export const selectionKeys = [
  "by",
  "metric",
  "sku",
  "currency",
  "region",
  "weekday",
  "hour",
  "need",
  "due",
  "open",
  "age",
  "warehouse",
  "carrier",
  "dispatch",
  "took",
  "cancelled-by",
  "buyers",
  "cohort",
  "gap",
] as const;

function parseChoice<T extends string>(params: RawSearchParams, key: string, choices: readonly T[]) {
  const given = firstParam(params, key);
  const value = choices.find((choice) => choice === given) ?? null;
  return { value, isRefused: given !== undefined && value === null };
}

function parseNumber(params: RawSearchParams, key: string, [lowest, highest]: [number, number]) {
  const given = firstParam(params, key);
  const value = given !== undefined && /^\d{1,2}$/.test(given) ? Number(given) : null;
  const isGood = value !== null && value >= lowest && value <= highest;
  return { value: isGood ? value : null, isRefused: given !== undefined && !isGood };
}

function parseCurrency(params: RawSearchParams) {
  const given = firstParam(params, "currency");
  const isGood = given !== undefined && /^[A-Z]{3}$/.test(given);
  return { value: isGood ? given : null, isRefused: given !== undefined && !isGood };
}

/** A SKU is one of a product, so it means nothing without exactly one. */
function parseSku(params: RawSearchParams, { productIds }: Filter) {
  const given = firstParam(params, "sku");
  const isGood = given !== undefined && productIds.length === 1 && /^[\w-]{1,64}$/.test(given);
  return { value: isGood ? given : null, isRefused: given !== undefined && !isGood };
}

/** What is asked of fulfilment; a warehouse, a carrier and an age are asked of open orders. */
function parseFulfilmentParts(params: RawSearchParams) {
  const due = parseChoice(params, "due", dues);
  const open = parseChoice(params, "open", openness);
  const age = parseChoice(
    params,
    "age",
    ages.map(({ key }) => key),
  );
  const dispatch = parseChoice(params, "dispatch", dispatches);
  const took = parseChoice(
    params,
    "took",
    dispatchTimes.map(({ key }) => key),
  );
  const cancelledBy = parseChoice(params, "cancelled-by", cancellers);
  const warehouse = firstParam(params, "warehouse")?.slice(0, 200) ?? null;
  const carrier = firstParam(params, "carrier")?.slice(0, 200) ?? null;
  const isOfOpen = [age.value, warehouse, carrier].some((part) => part !== null);
  return {
    value: {
      due: due.value,
      open: open.value ?? (isOfOpen ? ("all" as const) : null),
      age: age.value,
      warehouse,
      carrier,
      dispatch: dispatch.value,
      took: took.value,
      cancelledBy: cancelledBy.value,
    },
    isRefused: [due, open, age, dispatch, took, cancelledBy].some((parsed) => parsed.isRefused),
  };
}

/** What is asked of the buyer. */
function parseBuyerParts(params: RawSearchParams) {
  const buyers = parseChoice(params, "buyers", buyerKinds);
  const gap = parseChoice(
    params,
    "gap",
    gaps.map(({ key }) => key),
  );
  const cohort = firstParam(params, "cohort");
  const isMonth = cohort !== undefined && isShopDay(`${cohort}-01`);
  return {
    value: { buyers: buyers.value, cohort: isMonth ? cohort : null, gap: gap.value },
    isRefused: buyers.isRefused || gap.isRefused || (cohort !== undefined && !isMonth),
  };
}

/**
 * `?metric=gmv`, `?by=paid`, `?region=Texas`, `?weekday=1&hour=14`, `?need=on-hold`, `?due=2h`, `?open=stuck`; a figure and
 * what is asked of the buyer or of the way to the carrier count by payment.
 */
export function parseSelection(params: RawSearchParams, filter: Filter): Parsed<OrderSelection> {
  const metric = parseChoice(params, "metric", listMetricKeys);
  const sku = parseSku(params, filter);
  const by = parseChoice(params, "by", ["created", "paid"] as const);
  const need = parseChoice(params, "need", needs);
  const fulfilment = parseFulfilmentParts(params);
  const buyer = parseBuyerParts(params);
  const weekday = parseNumber(params, "weekday", [1, 7]);
  const hour = parseNumber(params, "hour", [0, 23]);
  const currency = parseCurrency(params);
  const isRefused = [metric, sku, by, need, fulfilment, buyer, weekday, hour, currency].some(
    (parsed) => parsed.isRefused,
  );
  const { dispatch, took, cancelledBy } = fulfilment.value;
  const byPayment = [metric.value, dispatch, took, cancelledBy, ...Object.values(buyer.value)];
  const isByPayment = byPayment.some((part) => part !== null);
  return {
    value: {
      filter,
      basis: isByPayment ? "paid" : (by.value ?? "created"),
      metric: metric.value,
      sku: sku.value,
      currency: currency.value,
      region: firstParam(params, "region")?.slice(0, 200) ?? null,
      weekday: weekday.value,
      hour: hour.value,
      need: need.value,
      ...fulfilment.value,
      ...buyer.value,
    },
    notice: isRefused ? "A part of the address that picks orders is not known and was left out." : null,
  };
}

/** All orders of a filter by the day they were created on. */
export function allOrdersOf(filter: Filter): OrderSelection {
  return {
    filter,
    basis: "created",
    metric: null,
    sku: null,
    currency: null,
    region: null,
    weekday: null,
    hour: null,
    need: null,
    due: null,
    open: null,
    age: null,
    warehouse: null,
    carrier: null,
    dispatch: null,
    took: null,
    cancelledBy: null,
    buyers: null,
    cohort: null,
    gap: null,
  };
}

/** Exactly the orders that make up a figure of a filter. */
export function ordersOfMetric(filter: Filter, metric: ListMetricKey): OrderSelection {
  return { ...allOrdersOf(filter), basis: "paid", metric };
}
