import type { BasketLine } from "./basket";
import { moneyText } from "./currency";
import { type Dice, SALT } from "./dice";
import type { OrderState } from "./order-state";
import { lineTax } from "./payment";
import type { Place } from "./places";
import type { ShopFacts } from "./shop-facts";
import type { OrderStatus } from "./status";

export interface Carrier {
  id: string;
  name: string;
}

export interface LineContext {
  facts: ShopFacts;
  slot: number;
  state: OrderState;
  dice: Dice;
  place: Place;
  carrier: Carrier;
  trackingNumber: string;
}

const PACKAGE_STATUS: Partial<Record<OrderStatus, string>> = {
  AWAITING_SHIPMENT: "TO_FULFILL",
  AWAITING_COLLECTION: "PROCESSING",
  IN_TRANSIT: "FULFILLING",
  DELIVERED: "COMPLETED",
  COMPLETED: "COMPLETED",
  CANCELLED: "CANCELLED",
};

export function lineItemsJson(lines: BasketLine[], context: LineContext) {
  return lines.map((line, index) => lineJson(line, index, lineStatus(index, lines.length, context), context));
}

/** The last of several units turned out to be out of stock. */
export function isLineDropped(dice: Dice): boolean {
  return dice.chance(SALT.details + 1, 0.03);
}

function lineStatus(index: number, count: number, { state, dice }: LineContext): OrderStatus {
  if (state.status === "ON_HOLD") return "AWAITING_SHIPMENT";
  if (state.status === "PARTIALLY_SHIPPING") return index === 0 ? "AWAITING_COLLECTION" : "AWAITING_SHIPMENT";
  const isDropped = count > 1 && index === count - 1 && isLineDropped(dice);
  return isDropped && state.moments.shipped !== undefined ? "CANCELLED" : state.status;
}

function lineJson(line: BasketLine, index: number, status: OrderStatus, context: LineContext) {
  const { facts, slot, state, place, carrier } = context;
  const money = (minorUnits: number) => moneyText(minorUnits, facts.currency);
  const hasLeft = state.moments.shipped !== undefined && status !== "AWAITING_SHIPMENT";
  const isShipped = hasLeft && (status !== "CANCELLED" || state.status === "CANCELLED");
  const isSplit = state.status === "PARTIALLY_SHIPPING" && index > 0;
  return {
    id: facts.identifiers.line(slot, index),
    product_id: line.product.id,
    product_name: line.product.name,
    sku_id: line.sku.id,
    sku_name: line.sku.name,
    seller_sku: line.sku.sellerSku,
    sku_image: line.sku.imageUrl,
    currency: facts.currency.code,
    original_price: money(line.original),
    seller_discount: money(line.sellerDiscount),
    platform_discount: money(line.platformDiscount),
    sale_price: money(line.sale),
    gift_retail_price: line.isGift ? money(line.sku.price) : "0",
    ...(place.taxRate > 0 && {
      item_tax: [
        { tax_type: "SALES_TAX", tax_amount: money(lineTax(line, place)), tax_rate: String(place.taxRate) },
      ],
    }),
    display_status: status,
    ...(status === "CANCELLED" && cancelNote(state)),
    ...(state.moments.ready !== undefined && {
      package_id: facts.identifiers.package(slot, isSplit ? 1 : 0),
      package_status: PACKAGE_STATUS[status] ?? "TO_FULFILL",
    }),
    tracking_number: isShipped ? context.trackingNumber : "",
    ...(isShipped && {
      shipping_provider_id: carrier.id,
      shipping_provider_name: carrier.name,
      rts_time: state.moments.shipped,
    }),
    is_gift: line.isGift,
    is_dangerous_good: false,
  };
}

function cancelNote(state: OrderState) {
  const party = state.cancelledBy ?? "SELLER";
  return {
    cancel_user: party,
    cancel_reason: state.cancelledBy === null ? "Out of stock" : cancelReason(state),
  };
}

export function cancelReason(state: OrderState): string {
  if (state.moments.paid === undefined)
    return state.cancelledBy === "SYSTEM" ? "Payment overdue" : "No longer needed";
  if (state.cancelledBy === "SELLER") return "Out of stock";
  return state.cancelledBy === "SYSTEM" ? "Package lost in transit" : "Changed my mind";
}
