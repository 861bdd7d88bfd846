import type { Catalogue, Product, Sku } from "./catalogue";
import { type Dice, SALT } from "./dice";

/** One unit; TikTok has no quantity field. Amounts are minor units. */
export interface BasketLine {
  product: Product;
  sku: Sku;
  original: number;
  sellerDiscount: number;
  platformDiscount: number;
  sale: number;
  isGift: boolean;
}

const S = SALT.basket;
const SELLER_DISCOUNTS = [0, 0, 0, 0, 0.05, 0.1, 0.1, 0.15, 0.2, 0.3] as const;
const PLATFORM_DISCOUNTS = [0, 0, 0, 0, 0, 0, 0.04, 0.08, 0.1, 0.12] as const;

export function isSampleOrder(dice: Dice): boolean {
  return dice.chance(S + 900, 0.01);
}

export function unitCount(dice: Dice): number {
  if (isSampleOrder(dice)) return 1;
  const unit = dice.unit(S + 901);
  if (unit < 0.63) return 1;
  if (unit < 0.85) return 2;
  if (unit < 0.95) return 3;
  return unit < 0.985 ? 4 : dice.int(S + 902, 5, 7);
}

export function fillBasket(dice: Dice, catalogue: Catalogue, createSec: number): BasketLine[] {
  const isSample = isSampleOrder(dice);
  const lines: BasketLine[] = [];
  for (let i = 0; i < unitCount(dice); i++) {
    const previous = lines.at(-1);
    const isSameAgain = previous !== undefined && dice.chance(S + i * 10, 0.5);
    lines.push(isSameAgain ? previous : pickLine(dice, S + i * 10, catalogue, createSec, isSample));
  }
  if (!isSample && dice.chance(S + 903, 0.025)) {
    const gift = pickLine(dice, S + 500, catalogue, createSec, true);
    lines.push({ ...gift, isGift: true });
  }
  return lines;
}

function pickLine(
  dice: Dice,
  salt: number,
  catalogue: Catalogue,
  createSec: number,
  isFree: boolean,
): BasketLine {
  const product = catalogue.pickProduct(dice, salt + 1, createSec);
  const sku = product.skus[Math.floor(dice.unit(salt + 4) ** 1.6 * product.skus.length)] ?? product.skus[0];
  const original = isFree ? 0 : sku.price;
  const sellerDiscount = Math.round(original * dice.pick(salt + 5, SELLER_DISCOUNTS));
  const platformDiscount = Math.round(original * dice.pick(salt + 6, PLATFORM_DISCOUNTS));
  const sale = original - sellerDiscount - platformDiscount;
  return { product, sku, original, sellerDiscount, platformDiscount, sale, isGift: false };
}
