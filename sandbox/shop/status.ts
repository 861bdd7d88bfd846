export const STATUSES = [
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

export type OrderStatus = (typeof STATUSES)[number];

export const STATUS_CODE: Record<OrderStatus, number> = {
  UNPAID: 0,
  ON_HOLD: 1,
  AWAITING_SHIPMENT: 2,
  PARTIALLY_SHIPPING: 3,
  AWAITING_COLLECTION: 4,
  IN_TRANSIT: 5,
  DELIVERED: 6,
  COMPLETED: 7,
  CANCELLED: 8,
};

export function statusOf(code: number): OrderStatus {
  return STATUSES[code] ?? "UNPAID";
}

export function isOrderStatus(text: unknown): text is OrderStatus {
  return STATUSES.some((status) => status === text);
}
