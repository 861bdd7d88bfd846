import type { RawSearchParams } from "./address";
import type { Parsed } from "./parsed";

/** Of an order search, version 202309, in the order an order passes them. */
export const orderStatuses = [
  "UNPAID",
  "ON_HOLD",
  "AWAITING_SHIPMENT",
  "PARTIALLY_SHIPPING",
  "AWAITING_COLLECTION",
  "IN_TRANSIT",
  "DELIVERED",
  "COMPLETED",
  "CANCELLED",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** `?status=IN_TRANSIT&status=DELIVERED`, in either case; an unknown one is dropped with a notice. */
export function parseStatuses(params: RawSearchParams): Parsed<OrderStatus[]> {
  const given = [params.status ?? []].flat().flatMap((value) => value.split(","));
  const asked = [...new Set(given.map((value) => value.trim().toUpperCase()).filter(Boolean))];
  const known = orderStatuses.filter((status) => asked.includes(status));
  const isComplete = known.length === asked.length;
  return {
    value: known,
    notice: isComplete ? null : "A status in the address is not known and was left out.",
  };
}
