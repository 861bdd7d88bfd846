import { recipientAddress } from "./address";
import { fillBasket, isSampleOrder } from "./basket";
import { type Buyer, describeBuyer } from "./buyers";
import { Dice, hash32, SALT } from "./dice";
import { pad } from "./identifiers";
import { type Carrier, cancelReason, lineItemsJson } from "./order-lines-json";
import type { OrderState } from "./order-state";
import { paymentJson, settlePayment } from "./payment";
import { isSellerShipped, type ShopFacts } from "./shop-facts";
import { slaTimes } from "./sla-times";

/** An order as the search answers it. */
export type OrderJson = Record<string, unknown>;

const S = SALT.details;
const CARRIERS = ["USPS", "UPS", "FedEx", "DHL eCommerce", "OnTrac"] as const;
const PAYMENT_METHODS = ["Credit/debit card", "Credit/debit card", "PayPal", "Apple Pay", "Klarna"] as const;
const MESSAGES = ["Please leave it at the door", "It is a gift, no receipt please", "Thank you!"] as const;

/** Total of an order without the rest of it, for the truth listing. */
export function totalOf(facts: ShopFacts, slot: number, createSec: number, buyer: number): number {
  const dice = new Dice(facts.seed, slot);
  const { place } = describeBuyer(buyer, facts.seed, facts.identifiers, facts.country);
  return settlePayment(fillBasket(dice, facts.catalogue, createSec), place, facts.currency, dice).total;
}

export function orderJson(facts: ShopFacts, slot: number, state: OrderState, buyerNumber: number): OrderJson {
  const dice = new Dice(facts.seed, slot);
  const buyer = describeBuyer(buyerNumber, facts.seed, facts.identifiers, facts.country);
  const lines = fillBasket(dice, facts.catalogue, state.createSec);
  const isShippedBySeller = isSellerShipped(dice);
  const name = dice.pick(S + 2, CARRIERS);
  const carrier = { id: `7117858858072${pad(CARRIERS.indexOf(name), 3)}`, name };
  const trackingNumber = `9400${pad(hash32(facts.seed, slot, S + 3) % 1e9, 9)}${pad(slot, 9)}`;
  const context = { facts, slot, state, dice, place: buyer.place, carrier, trackingNumber };
  const { spec, country } = facts;
  return {
    id: facts.identifiers.order(slot),
    status: state.status,
    ...buyerPart(buyer, dice, state),
    order_type: isSampleOrder(dice) ? "" : "NORMAL",
    commerce_platform: "TIKTOK_SHOP",
    ...timePart(state, facts),
    ...shippingPart(facts, slot, state, dice, carrier, trackingNumber, isShippedBySeller),
    ...flagPart(state, dice),
    ...cancelPart(state),
    payment_method_name: dice.pick(S + 4, PAYMENT_METHODS),
    payment: paymentJson(settlePayment(lines, buyer.place, facts.currency, dice), facts.currency),
    ...(state.moments.ready !== undefined && {
      recipient_address: recipientAddress(buyer, country, spec.region, dice, !isShippedBySeller),
    }),
    line_items: lineItemsJson(lines, context),
    // TikTok adds fields without notice; a reader has to let them pass.
    ...(dice.chance(S + 5, 0.03) && { routing_experiment: { lane: "B", score: 0.42 } }),
  };
}

function buyerPart(buyer: Buyer, dice: Dice, state: OrderState) {
  return {
    user_id: buyer.userId,
    buyer_email: buyer.email,
    buyer_nickname: buyer.nickname,
    ...(dice.chance(S + 6, 0.9) && {
      buyer_message: dice.chance(S + 7, 0.05) ? dice.pick(S + 8, MESSAGES) : "",
    }),
    seller_note: state.revision > 0 ? `Checked ${state.revision}` : "",
  };
}

function timePart(state: OrderState, facts: ShopFacts) {
  const { moments } = state;
  return {
    create_time: state.createSec,
    update_time: state.updateSec,
    ...(moments.paid !== undefined && {
      paid_time: moments.paid,
      ...slaTimes(moments.paid, facts.zone, state.revision),
    }),
    ...(moments.shipped !== undefined && { rts_time: moments.shipped }),
    ...(moments.collected !== undefined && { collection_time: moments.collected }),
    ...(moments.delivered !== undefined && { delivery_time: moments.delivered }),
  };
}

function shippingPart(
  facts: ShopFacts,
  slot: number,
  state: OrderState,
  dice: Dice,
  carrier: Carrier,
  trackingNumber: string,
  isShippedBySeller: boolean,
) {
  const hasShipped = state.moments.shipped !== undefined;
  const isByTikTok = !isShippedBySeller && dice.chance(S + 9, 0.12);
  const partCount = state.status === "PARTIALLY_SHIPPING" ? 2 : 1;
  const packages =
    state.moments.ready === undefined ? [] : Array.from({ length: partCount }, (_, part) => part);
  return {
    fulfillment_type: isByTikTok ? "FULFILLMENT_BY_TIKTOK" : "FULFILLMENT_BY_SELLER",
    shipping_type: isShippedBySeller ? "SELLER" : "TIKTOK",
    delivery_type: "HOME_DELIVERY",
    delivery_option_id: "7122334455667788990",
    delivery_option_name: dice.chance(S + 10, 0.12) ? "Express Shipping" : "Standard Shipping",
    shipping_provider: hasShipped ? carrier.name : "",
    shipping_provider_id: hasShipped ? carrier.id : "",
    tracking_number: hasShipped ? trackingNumber : "",
    warehouse_id: `73011223344556677${dice.chance(S + 11, 0.7) ? "88" : "96"}`,
    has_updated_recipient_address: state.revision > 0,
    packages: packages.map((part) => ({ id: facts.identifiers.package(slot, part) })),
  };
}

function flagPart(state: OrderState, dice: Dice) {
  return {
    is_cod: false,
    is_sample_order: isSampleOrder(dice),
    is_on_hold_order: state.wasHeld,
    is_replacement_order: false,
    is_exchange_order: false,
    is_buyer_request_cancel: state.isCancelRequested,
  };
}

function cancelPart(state: OrderState) {
  return {
    ...(state.moments.cancelRequested !== undefined && {
      request_cancel_time: state.moments.cancelRequested,
    }),
    ...(state.status === "CANCELLED" && {
      cancel_time: state.moments.cancelled,
      cancel_reason: cancelReason(state),
      cancellation_initiator: state.cancelledBy,
    }),
  };
}
