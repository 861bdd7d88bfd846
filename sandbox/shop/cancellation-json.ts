import { fillBasket } from "./basket";
import { describeBuyer } from "./buyers";
import { moneyText } from "./currency";
import { Dice } from "./dice";
import { lineTax, settlePayment } from "./payment";
import type { RecordOverride } from "./record-book";
import type { RecordContext, RecordJson } from "./return-json";
import type { Timeline } from "./timeline";

export function cancellationJson(context: RecordContext): RecordJson {
  const { facts, slot, buyer, life, override, record } = context;
  const dice = new Dice(facts.seed, slot);
  const orderCreateSec = life.steps[0]?.atSec ?? 0;
  const lines = fillBasket(dice, facts.catalogue, orderCreateSec);
  const { place } = describeBuyer(buyer, facts.seed, facts.identifiers, facts.country);
  const { role, reason, isWhole } = storyFacts(life);
  const isPaid = life.steps.some(
    ({ status, atSec }) => status !== "UNPAID" && status !== "CANCELLED" && atSec <= record.createSec,
  );
  const chosen = lines.map((line, index) => ({ line, index })).slice(isWhole || lines.length < 2 ? 0 : -1);
  const payment = settlePayment(lines, place, facts.currency, dice);
  const money = (minorUnits: number) => moneyText(isPaid ? minorUnits : 0, facts.currency);
  const subtotal = chosen.reduce((sum, { line }) => sum + line.sale, 0);
  const tax = chosen.reduce((sum, { line }) => sum + lineTax(line, place), 0);
  const shipping = chosen.length === lines.length ? payment.total - subtotal - tax : 0;
  const currency = facts.currency.code;
  const refund = (sale: number, taxed: number, shipped: number) => ({
    currency,
    refund_total: money(sale + taxed + shipped),
    refund_subtotal: money(sale),
    refund_shipping_fee: money(shipped),
    refund_tax: money(taxed),
  });
  return {
    cancel_id: facts.identifiers.cancellation(slot),
    order_id: facts.identifiers.order(slot),
    cancel_type: cancelTypeOf(life, override),
    cancel_status: record.status,
    role,
    cancel_reason: reason[0],
    cancel_reason_text: record.revision === 0 ? reason[1] : `${reason[1]} (${record.revision})`,
    refund_amount: refund(subtotal, tax, shipping),
    cancel_line_items: chosen.map(({ line, index }) => ({
      cancel_line_item_id: facts.identifiers.cancellationLine(slot, index),
      order_line_item_id: facts.identifiers.line(slot, index),
      sku_id: line.sku.id,
      sku_name: line.sku.name,
      seller_sku: line.sku.sellerSku,
      product_name: line.product.name,
      refund_amount: refund(line.sale, lineTax(line, place), 0),
    })),
    create_time: record.createSec,
    update_time: record.updateSec,
  };
}

const REASONS = {
  unpaid: ["ecom_order_unpaid_cancel_reason_overdue", "Payment overdue"],
  buyer: ["ecom_order_to_ship_canceled_reason_changed_mind", "Changed my mind"],
  seller: ["seller_cancel_reason_out_of_stock", "Out of stock"],
  lost: ["ecom_order_canceled_reason_package_lost", "Package lost in transit"],
} as const;

export function cancelTypeOf(life: Timeline, override: RecordOverride | undefined): string {
  return override?.type ?? storyFacts(life).type;
}

/** Who cancelled what, and why, as the order's life tells. */
function storyFacts(life: Timeline) {
  const isRequested = life.steps.some(({ isCancelRequested }) => isCancelRequested);
  const isPaid = life.steps.some(({ status }) => status !== "UNPAID" && status !== "CANCELLED");
  const isWhole = life.cancelledBy !== null || isRequested;
  if (isRequested || life.cancelledBy === "BUYER")
    return { role: "BUYER", type: "BUYER_CANCEL", reason: REASONS.buyer, isWhole };
  if (life.cancelledBy === "SYSTEM")
    return { role: "SYSTEM", type: "CANCEL", reason: isPaid ? REASONS.lost : REASONS.unpaid, isWhole };
  return { role: "SELLER", type: "CANCEL", reason: REASONS.seller, isWhole };
}
