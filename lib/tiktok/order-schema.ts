import { z } from "zod";

/**
 * The parts of TikTok's order that have columns here (order search 202309). Unknown keys and unknown enum values
 * pass; absent, null and "" mean the same; times may come as text. Ids are text: as numbers they would have lost
 * digits before we see them, so an order with a numeric id is refused.
 */
const id = z.string().min(1).max(64);
const blankToNull = (value: unknown) => (value === "" || value === undefined ? null : value);
const text = z.preprocess(blankToNull, z.coerce.string().nullable()).catch(null);
/** What indexes and keys hold: far longer than any real value, short enough for a B-tree. */
const code = z.preprocess(blankToNull, z.string().max(128).nullable());
const foreignId = z.preprocess(
  (value) => (Number.isSafeInteger(value) ? String(value) : blankToNull(value)),
  z.string().max(128).nullable(),
);
const decimal = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : blankToNull(value)),
  z
    .string()
    .regex(/^-?\d{1,30}(\.\d{1,20})?$/, "is not a decimal amount")
    .nullable(),
);
const flag = z.preprocess((value) => value === true || value === "true" || value === 1, z.boolean());

/** 2010 to 2100: anything else is milliseconds, a duration or a mistake. */
export const unixSec = z.coerce.number().int().min(1_262_304_000).max(4_102_444_800);
const zeroToNull = (value: unknown) => (value === 0 || value === "0" ? null : blankToNull(value));
/** Sales are dated by it, so a value that cannot be read is a reason to set the order aside. */
const paidTime = z.preprocess(zeroToNull, unixSec.nullable());
const optionalUnixSec = paidTime.catch(null);

const lineItemSchema = z.looseObject({
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
  tracking_number: text,
});

const paymentSchema = z.looseObject({
  currency: code,
  total_amount: decimal,
  sub_total: decimal,
  seller_discount: decimal,
  platform_discount: decimal,
  shipping_fee: decimal,
  tax: decimal,
});

const districtSchema = z.looseObject({ address_level: text, address_name: text });

export const orderSchema = z.looseObject({
  id,
  status: z.string().min(1).max(128),
  create_time: unixSec,
  update_time: unixSec,
  paid_time: paidTime,
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
  tracking_number: text,
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

export const orderPageSchema = z.looseObject({
  orders: z.preprocess((value) => value ?? [], z.array(z.unknown())),
  next_page_token: z.string().nullish(),
  total_count: z
    .preprocess(
      (value) => (value === "" ? null : value),
      z.coerce.number().int().min(0).max(2_000_000_000).nullable(),
    )
    .catch(null),
});
