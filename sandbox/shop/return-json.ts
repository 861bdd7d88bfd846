import { type BasketLine, fillBasket } from "./basket";
import { describeBuyer } from "./buyers";
import { moneyText } from "./currency";
import { Dice, hash32, SALT } from "./dice";
import { pad } from "./identifiers";
import { lineTax, settlePayment } from "./payment";
import type { Place } from "./places";
import type { RecordOverride, SaleRecord } from "./record-book";
import { isWholeOrder, type ReturnType, returnTypeOf } from "./return-story";
import type { ShopFacts } from "./shop-facts";
import type { Timeline } from "./timeline";

export type RecordJson = Record<string, unknown>;

const S = SALT.returns;
const DAY = 86_400;
const PROVIDERS = ["USPS", "UPS", "FedEx"] as const;

/** A code as TikTok writes them, what the buyer reads, and whether it is the seller's fault. */
type Reason = readonly [code: string, text: string, isSellersFault: boolean];
const REASONS: readonly [Reason, ...Reason[]] = [
  ["ecom_order_delivered_refund_and_return_reason_damaged", "Item arrived damaged", true],
  ["ecom_order_delivered_refund_and_return_reason_wrong_item", "Wrong item was sent", true],
  ["ecom_order_delivered_refund_and_return_reason_not_as_described", "Item not as described", true],
  ["ecom_order_delivered_refund_and_return_reason_missing_parts", "Missing parts or accessories", true],
  ["ecom_order_delivered_refund_and_return_reason_quality", "Poor quality", true],
  ["ecom_order_delivered_refund_and_return_reason_no_longer_needed", "No longer needed", false],
  ["ecom_order_delivered_refund_and_return_reason_scent", "Did not like the scent", false],
];
const NOT_RECEIVED: Reason = ["ecom_order_shipped_refund_reason_not_received", "Package didn't arrive", true];

/** What a return or a cancellation is told from. */
export interface RecordContext {
  facts: ShopFacts;
  slot: number;
  buyer: number;
  /** The order's life with what control commands made of it. */
  life: Timeline;
  override: RecordOverride | undefined;
  record: SaleRecord;
}

interface Parts extends RecordContext {
  isWhole: boolean;
  dice: Dice;
  kind: ReturnType;
  lines: BasketLine[];
  /** Places of the returned units in the basket. */
  chosen: number[];
  place: Place;
}

export function returnJson(context: RecordContext): RecordJson {
  const { facts, slot, record, life, override } = context;
  const dice = new Dice(facts.seed, slot);
  const lines = fillBasket(dice, facts.catalogue, life.steps[0]?.atSec ?? 0);
  const { place } = describeBuyer(context.buyer, facts.seed, facts.identifiers, facts.country);
  const kind = returnTypeOf(dice, life, override);
  const isWhole = isWholeOrder(life, override);
  const parts: Parts = {
    ...context,
    isWhole,
    dice,
    kind,
    lines,
    chosen: chooseLines(isWhole, dice, lines),
    place,
  };
  const [reason, reasonText] = reasonOf(parts);
  return {
    return_id: facts.identifiers.return(slot),
    order_id: facts.identifiers.order(slot),
    return_type: kind,
    return_status: record.status,
    role: dice.chance(S + 41, 0.96) ? "BUYER" : "OPERATOR",
    return_reason: reason,
    return_reason_text: reasonText,
    ...moneyPart(parts),
    return_line_items: lineItems(parts),
    is_combined_return: false,
    combined_return_id: "",
    arbitration_status: dice.chance(S + 42, 0.02) ? "IN_PROGRESS" : "",
    ...shippingPart(parts),
    ...nextAction(parts),
    create_time: record.createSec,
    update_time: record.updateSec,
  };
}

/** Half of the larger baskets come back whole, the others give back one unit. */
function chooseLines(isWhole: boolean, dice: Dice, lines: BasketLine[]): number[] {
  const all = lines.map((_, index) => index);
  if (isWhole || lines.length === 1 || dice.chance(S + 43, 0.5)) return all;
  return [dice.int(S + 44, 0, lines.length - 1)];
}

function reasonOf({ dice, isWhole }: Parts): Reason {
  return isWhole ? NOT_RECEIVED : dice.pick(S + 45, REASONS);
}

interface Refund {
  subtotal: number;
  tax: number;
}

function refundOf(parts: Parts, line: BasketLine): Refund {
  const tax = lineTax(line, parts.place);
  if (!isPartial(parts)) return { subtotal: line.sale, tax };
  return { subtotal: Math.floor(line.sale / 2), tax: Math.floor(tax / 2) };
}

function isPartial({ dice, kind, isWhole }: Parts): boolean {
  return kind === "REFUND" && !isWhole && dice.chance(S + 46, 0.15);
}

function shippingRefund(parts: Parts): number {
  const { facts, dice, lines, chosen, place } = parts;
  const isComplete = chosen.length === lines.length;
  const [, , isSellersFault] = reasonOf(parts);
  if (!isComplete || !isSellersFault) return 0;
  return settlePayment(lines, place, facts.currency, dice).shipping;
}

/** A replacement sends goods, not money, unless it ends in a refund after all. */
function moneyPart(parts: Parts) {
  const { facts, kind, record, lines, chosen } = parts;
  const hasMoney = kind !== "REPLACEMENT" || record.status === "REPLACEMENT_REQUEST_REFUND_SUCCESS";
  const returned = chosen.map((index) => lines[index]).filter((line) => line !== undefined);
  const sum = (read: (line: BasketLine) => number) => returned.reduce((all, line) => all + read(line), 0);
  const money = (minorUnits: number) => moneyText(minorUnits, facts.currency);
  const currency = facts.currency.code;
  const shipping = isPartial(parts) ? 0 : shippingRefund(parts);
  const subtotal = sum((line) => refundOf(parts, line).subtotal);
  const tax = sum((line) => refundOf(parts, line).tax);
  return {
    ...(hasMoney && {
      refund_amount: {
        currency,
        refund_total: money(subtotal + tax + shipping),
        refund_subtotal: money(subtotal),
        refund_shipping_fee: money(shipping),
        refund_tax: money(tax),
      },
    }),
    ...(hasMoney &&
      isPartial(parts) && { partial_refund: { currency, amount: money(subtotal + tax + shipping) } }),
    discount_amount: [
      {
        currency,
        product_seller_discount: money(sum((line) => line.sellerDiscount)),
        product_platform_discount: money(sum((line) => line.platformDiscount)),
      },
    ],
    shipping_fee_amount: [
      { currency, seller_paid_return_shipping_fee: "0", buyer_paid_return_shipping_fee: "0" },
    ],
  };
}

function lineItems(parts: Parts) {
  const { facts, slot, lines, chosen } = parts;
  const money = (minorUnits: number) => moneyText(minorUnits, facts.currency);
  return chosen.flatMap((index) => {
    const line = lines[index];
    if (line === undefined) return [];
    const { subtotal, tax } = refundOf(parts, line);
    return {
      return_line_item_id: facts.identifiers.returnLine(slot, index),
      order_line_item_id: facts.identifiers.line(slot, index),
      sku_id: line.sku.id,
      sku_name: line.sku.name,
      seller_sku: line.sku.sellerSku,
      product_name: line.product.name,
      product_image: { url: line.sku.imageUrl },
      refund_amount: {
        currency: facts.currency.code,
        refund_total: money(subtotal + tax),
        refund_subtotal: money(subtotal),
        refund_shipping_fee: "0",
        refund_tax: money(tax),
      },
    };
  });
}

const SENT_BACK = new Set([
  "BUYER_SHIPPED_ITEM",
  "REJECT_RECEIVE_PACKAGE",
  "AWAITING_BUYER_RESPONSE",
  "RETURN_OR_REFUND_REQUEST_SUCCESS",
  "RETURN_OR_REFUND_REQUEST_COMPLETE",
]);

function shippingPart({ facts, slot, dice, kind, record }: Parts) {
  if (kind !== "RETURN_AND_REFUND") return { return_tracking_number: revisionMark("", record) };
  const isSent = SENT_BACK.has(record.status);
  const provider = dice.pick(S + 47, PROVIDERS);
  const tracking = `9202${pad(hash32(facts.seed, slot, S + 48) % 1e9, 9)}${pad(slot, 9)}`;
  return {
    shipment_type: "PLATFORM",
    handover_method: "DROP_OFF",
    return_method: "DROP_OFF",
    return_provider_id: isSent ? `711785885807200${PROVIDERS.indexOf(provider)}` : "",
    return_provider_name: isSent ? provider : "",
    return_tracking_number: revisionMark(isSent ? tracking : "", record),
  };
}

function revisionMark(text: string, { revision }: SaleRecord): string {
  return revision === 0 ? text : `${text}R${revision}`;
}

function nextAction({ record }: Parts) {
  const isWaiting = record.status.endsWith("_PENDING");
  return {
    seller_next_action_response: isWaiting
      ? [{ action: "SELLER_RESPOND_REFUND", deadline: record.updateSec + 2 * DAY }]
      : [],
  };
}
