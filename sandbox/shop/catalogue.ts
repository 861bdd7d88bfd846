import { FINISHES, type GoodsKind, PLAIN, SCENTED, SCENTS, VARIANTS } from "./catalogue-words";
import { type Currency, fromUsCents } from "./currency";
import { type Dice, hash32 } from "./dice";
import type { Identifiers } from "./identifiers";

export interface Sku {
  id: string;
  name: string;
  /** Some sellers never fill it in. */
  sellerSku: string;
  imageUrl: string;
  price: number;
}

export interface Product {
  id: string;
  name: string;
  skus: readonly [Sku, ...Sku[]];
}

const PRODUCT_COUNT = 400;
/** Coprime with the number of names, so that the walk over all names meets each once. */
const NAME_STRIDE = 181;
const MONTH_SEC = 30 * 86_400;
const CATALOGUE_SALT = 41;
const TREND_SIZE = 10;

/** About 400 products; a few sell every hour, most sell now and then, and each month has its own favourites. */
export class Catalogue {
  readonly products: Product[] = [];
  readonly #cumulative = new Float64Array(PRODUCT_COUNT);
  readonly #trends = new Map<number, number[]>();

  constructor(
    private readonly seed: number,
    shopName: string,
    currency: Currency,
    identifiers: Identifiers,
  ) {
    let sum = 0;
    for (let i = 0; i < PRODUCT_COUNT; i++) {
      this.products.push(makeProduct(i, seed, shopName, currency, identifiers));
      sum += 1 / (i + 4) ** 0.95;
      this.#cumulative[i] = sum;
    }
  }

  pickProduct(dice: Dice, salt: number, atSec: number): Product {
    const index = dice.chance(salt, 0.22)
      ? this.#trending(dice, salt + 1, atSec)
      : this.#byRank(dice.unit(salt + 2));
    const product = this.products[index] ?? this.products[0];
    if (product === undefined) throw new Error("The catalogue is empty");
    return product;
  }

  #byRank(unit: number): number {
    const target = unit * (this.#cumulative[PRODUCT_COUNT - 1] ?? 1);
    let low = 0;
    let high = PRODUCT_COUNT - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#cumulative[middle] ?? 0) <= target) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #trending(dice: Dice, salt: number, atSec: number): number {
    const month = Math.floor(atSec / MONTH_SEC);
    let favourites = this.#trends.get(month);
    if (favourites === undefined) {
      const pickOne = (_: unknown, i: number) => hash32(this.seed, month, CATALOGUE_SALT + i) % PRODUCT_COUNT;
      favourites = Array.from({ length: TREND_SIZE }, pickOne);
      this.#trends.set(month, favourites);
    }
    const place = Math.floor(dice.unit(salt) ** 2 * TREND_SIZE);
    return favourites[place] ?? 0;
  }
}

function makeProduct(
  index: number,
  seed: number,
  shopName: string,
  currency: Currency,
  ids: Identifiers,
): Product {
  const names = SCENTED.length * SCENTS.length + PLAIN.length * FINISHES.length;
  const [name, kind] = nameAt((index * NAME_STRIDE + (seed % names)) % names);
  const variants = VARIANTS[kind[2]];
  const offered = Math.min(variants.length, 1 + (hash32(seed, index, CATALOGUE_SALT + 60) % variants.length));
  const priceFactor = 0.85 + (hash32(seed, index, CATALOGUE_SALT + 61) / 2 ** 32) * 0.4;
  const makeSku = (sku: number): Sku => {
    const code = sellerCode(shopName, name, kind[0], variants[sku] ?? "", index);
    const growth = kind[2] === "colour" ? 1 : 1 + sku * 0.72;
    const cents = Math.round((kind[1] * priceFactor * growth) / 50) * 50 - 1;
    return {
      id: ids.sku(index, sku),
      name: variants[sku] ?? "Default",
      sellerSku: hash32(seed, index * 8 + sku, CATALOGUE_SALT + 62) % 25 === 0 ? "" : code,
      imageUrl: `https://img.example.com/${code.toLowerCase()}.jpg`,
      price: fromUsCents(cents, currency),
    };
  };
  const others = Array.from({ length: offered - 1 }, (_, i) => makeSku(i + 1));
  return { id: ids.product(index), name, skus: [makeSku(0), ...others] };
}

function nameAt(position: number): [string, GoodsKind] {
  const scentedCount = SCENTED.length * SCENTS.length;
  const isScented = position < scentedCount;
  const [kinds, styles] = isScented ? [SCENTED, SCENTS] : [PLAIN, FINISHES];
  const place = isScented ? position : position - scentedCount;
  const kind = kinds[place % kinds.length] ?? (["Body Lotion", 1_499, "size"] satisfies GoodsKind);
  const style = styles[Math.floor(place / kinds.length)] ?? "";
  return [`${style} ${kind[0]}`, kind];
}

function sellerCode(
  shopName: string,
  name: string,
  kindName: string,
  variant: string,
  index: number,
): string {
  const letters = (text: string, count: number) =>
    text
      .replace(/[^A-Za-z]/g, "")
      .slice(0, count)
      .toUpperCase();
  const initials = shopName
    .split(/\s+/)
    .map((word) => letters(word, 1))
    .join("")
    .slice(0, 2);
  const tail = variant.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
  return `${initials}-${letters(name, 3)}${letters(kindName, 2)}-${index}-${tail}`;
}
