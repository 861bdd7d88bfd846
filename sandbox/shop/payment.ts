import type { BasketLine } from "./basket";
import { type Currency, fromUsCents, moneyText } from "./currency";
import { type Dice, SALT } from "./dice";
import type { Place } from "./places";

/** Minor units; the identities between the fields are those of TikTok's payment table. */
export interface Payment {
  originalTotal: number;
  sellerDiscount: number;
  platformDiscount: number;
  subTotal: number;
  originalShipping: number;
  shippingSellerDiscount: number;
  shippingPlatformDiscount: number;
  shipping: number;
  productTax: number;
  shippingTax: number;
  retailDelivery: number;
  total: number;
}

const SHIPPING_CENTS = [0, 399, 499, 599, 599, 799] as const;
/** Flat road fees that two states take per delivery, in cents. */
const RETAIL_DELIVERY_CENTS: Record<string, number> = { CO: 29, MN: 50 };

export function lineTax(line: BasketLine, place: Place): number {
  return Math.round(line.sale * place.taxRate);
}

export function settlePayment(lines: BasketLine[], place: Place, currency: Currency, dice: Dice): Payment {
  const sum = (read: (line: BasketLine) => number) => lines.reduce((total, line) => total + read(line), 0);
  const originalTotal = sum((line) => line.original);
  const isFree = originalTotal === 0;
  const sellerDiscount = sum((line) => line.sellerDiscount);
  const platformDiscount = sum((line) => line.platformDiscount);
  const subTotal = originalTotal - sellerDiscount - platformDiscount;
  const shippingCents = isFree ? 0 : dice.pick(SALT.payment, SHIPPING_CENTS);
  const originalShipping = shippingCents === 0 ? 0 : fromUsCents(shippingCents, currency);
  const isShippedFree = subTotal >= fromUsCents(3_000, currency);
  const shippingPlatformDiscount = isShippedFree
    ? originalShipping
    : portion(originalShipping, dice, 1, 0.25);
  const shippingSellerDiscount = isShippedFree ? 0 : portion(originalShipping, dice, 2, 0.12);
  const shipping = originalShipping - shippingSellerDiscount - shippingPlatformDiscount;
  const productTax = sum((line) => lineTax(line, place));
  const shippingTax = Math.round(shipping * place.taxRate);
  const retailDelivery = isFree ? 0 : (RETAIL_DELIVERY_CENTS[place.stateCode] ?? 0);
  return {
    originalTotal,
    sellerDiscount,
    platformDiscount,
    subTotal,
    originalShipping,
    shippingSellerDiscount,
    shippingPlatformDiscount,
    shipping,
    productTax,
    shippingTax,
    retailDelivery,
    total: subTotal + shipping + productTax + shippingTax + retailDelivery,
  };
}

function portion(amount: number, dice: Dice, topic: number, probability: number): number {
  return dice.chance(SALT.payment + topic, probability) ? Math.floor(amount / 3) : 0;
}

export function paymentJson(payment: Payment, currency: Currency) {
  const text = (minorUnits: number) => moneyText(minorUnits, currency);
  return {
    currency: currency.code,
    total_amount: text(payment.total),
    sub_total: text(payment.subTotal),
    original_total_product_price: text(payment.originalTotal),
    seller_discount: text(payment.sellerDiscount),
    platform_discount: text(payment.platformDiscount),
    shipping_fee: text(payment.shipping),
    original_shipping_fee: text(payment.originalShipping),
    shipping_fee_seller_discount: text(payment.shippingSellerDiscount),
    shipping_fee_platform_discount: text(payment.shippingPlatformDiscount),
    shipping_fee_cofunded_discount: "0",
    tax: text(payment.productTax + payment.shippingTax),
    product_tax: text(payment.productTax),
    shipping_fee_tax: text(payment.shippingTax),
    retail_delivery_fee: text(payment.retailDelivery),
  };
}
