import { z } from "zod";
import {
  blankToNull,
  code,
  decimal,
  flag,
  foreignId,
  id,
  optionalUnixSec,
  rows,
  text,
  totalCount,
  trackingNumber,
  unixSec,
  unixSecOrNull,
} from "./fields";

/**
 * The parts of TikTok's order that have columns here (order search 202309). Unknown keys and unknown enum values
 * pass; what has no column is kept from the payload as it came, not from here.
 */
const lineItemSchema = z.object({
  id,
  product_id: foreignId,
  sku_id: foreignId,
  seller_sku: text,
  product_name: text,
  sku_name: text,
  sku_image: text,
  currency: code,
  original_price: decimal,
  sale_price: decimal,
  seller_discount: decimal,
  platform_discount: decimal,
  display_status: text,
  is_gift: flag,
  cancel_reason: text,
  cancel_user: text,
  package_id: foreignId,
  tracking_number: trackingNumber,
});

const paymentSchema = z.object({
  currency: code,
  total_amount: decimal,
  sub_total: decimal,
  seller_discount: decimal,
  platform_discount: decimal,
  shipping_fee: decimal,
  tax: decimal,
});

const districtSchema = z.object({ address_level: text, address_name: text });

export const orderSchema = z.object({
  id,
  status: z.string().min(1).max(128),
  create_time: unixSec,
  update_time: unixSec,
  /** Sales are dated by it, so a value that cannot be read is a reason to set the order aside. */
  paid_time: unixSecOrNull,
  rts_time: optionalUnixSec,
  delivery_time: optionalUnixSec,
  cancel_time: optionalUnixSec,
  rts_sla_time: optionalUnixSec,
  tts_sla_time: optionalUnixSec,
  cancel_order_sla_time: optionalUnixSec,
  user_id: foreignId,
  buyer_nickname: text,
  is_sample_order: flag,
  is_on_hold_order: flag,
  is_buyer_request_cancel: flag,
  fulfillment_type: text,
  shipping_type: text,
  shipping_provider: text,
  tracking_number: trackingNumber,
  warehouse_id: foreignId,
  cancel_reason: text,
  cancellation_initiator: text,
  payment_method_name: text,
  payment: z.preprocess(blankToNull, paymentSchema.nullable()),
  recipient_address: z
    .looseObject({ district_info: z.array(districtSchema).nullish().catch(null) })
    .nullish()
    .catch(null),
  line_items: z.preprocess((value) => blankToNull(value) ?? [], z.array(lineItemSchema)),
});

export type TikTokOrder = z.infer<typeof orderSchema>;
export type TikTokLineItem = z.infer<typeof lineItemSchema>;

export const orderPageSchema = z.object({
  orders: rows,
  next_page_token: z.string().nullish(),
  total_count: totalCount,
});
