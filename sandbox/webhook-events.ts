import type { ShopBook } from "./shop/shop-book";
import { statusOf } from "./shop/status";

/** Event types that can be subscribed to by name, with the number their notifications carry. */
export const EVENT_TYPES = {
  ORDER_STATUS_CHANGE: 1,
  RECIPIENT_ADDRESS_UPDATE: 3,
  PACKAGE_UPDATE: 4,
  PRODUCT_STATUS_CHANGE: 5,
  SELLER_DEAUTHORIZATION: 6,
  UPCOMING_AUTHORIZATION_EXPIRATION: 7,
  CANCELLATION_STATUS_CHANGE: 11,
  RETURN_STATUS_CHANGE: 12,
  NEW_CONVERSATION: 13,
  NEW_MESSAGE: 14,
  PRODUCT_INFORMATION_CHANGE: 15,
  PRODUCT_CREATION: 16,
} as const;

export type EventName = keyof typeof EVENT_TYPES;

export function isEventName(text: unknown): text is EventName {
  return typeof text === "string" && Object.hasOwn(EVENT_TYPES, text);
}

export function eventNameOf(type: number): EventName | undefined {
  return Object.keys(EVENT_TYPES)
    .filter(isEventName)
    .find((name) => EVENT_TYPES[name] === type);
}

const DAY_SEC = 86_400;

/** What a notification says of an order, a return or a cancellation of an order; null when there is none. */
export function eventData(type: number, book: ShopBook, slot: number): Record<string, unknown> | null {
  const order = book.render(slot);
  const order_id = order.id;
  switch (type) {
    case EVENT_TYPES.ORDER_STATUS_CHANGE:
      return {
        is_on_hold_order: order.is_on_hold_order,
        order_id,
        order_status: notifiedStatus(statusOf(book.columns.status[slot] ?? 0)),
        update_time: order.update_time,
      };
    case EVENT_TYPES.RECIPIENT_ADDRESS_UPDATE:
      return { order_id, update_time: order.update_time };
    case EVENT_TYPES.PACKAGE_UPDATE:
      return {
        sc_type: 1,
        role_type: 1,
        package_list: [{ package_id: book.facts.identifiers.package(slot, 0), order_id_list: [order_id] }],
        update_time: order.update_time,
      };
    case EVENT_TYPES.CANCELLATION_STATUS_CHANGE: {
      const record = book.cancellations.get(slot);
      if (record === undefined) return null;
      const { createSec: create_time, status: cancel_status } = record;
      const cancel_id = book.facts.identifiers.cancellation(slot);
      return { order_id, cancel_id, cancel_status, cancellations_role: "BUYER", create_time };
    }
    case EVENT_TYPES.RETURN_STATUS_CHANGE: {
      const record = book.returns.get(slot);
      if (record === undefined) return null;
      return {
        order_id,
        return_id: book.facts.identifiers.return(slot),
        return_type: "RETURN_AND_REFUND",
        return_status: record.status,
        return_role: "BUYER",
        create_time: record.createSec,
        update_time: record.updateSec,
      };
    }
    default:
      return null;
  }
}

/** What a notification says of a shop as a whole. */
export function shopEventData(type: number, shopId: string, nowSec: number): Record<string, unknown> {
  if (type === EVENT_TYPES.SELLER_DEAUTHORIZATION)
    return { message: `Shop_id ${shopId} is deauthorized from your APP by merchant.` };
  if (type === EVENT_TYPES.UPCOMING_AUTHORIZATION_EXPIRATION)
    return {
      message: "The authorization will expire in 30 days.",
      expiration_time: String(nowSec + 30 * DAY_SEC),
    };
  return {};
}

/** Notifications spell one status differently from the API. */
function notifiedStatus(status: string): string {
  return status === "CANCELLED" ? "CANCEL" : status;
}
