import type { ShopSpec } from "../types";
import { Catalogue } from "./catalogue";
import { type Currency, currencyOf } from "./currency";
import { type Dice, hash32, SALT } from "./dice";
import { Identifiers } from "./identifiers";
import { type Country, countryOf } from "./places";
import { Rhythm } from "./rhythm";
import { ShopZone } from "./zone";

/** What never changes about a shop. */
export interface ShopFacts {
  spec: ShopSpec;
  seed: number;
  zone: ShopZone;
  rhythm: Rhythm;
  currency: Currency;
  country: Country;
  identifiers: Identifiers;
  catalogue: Catalogue;
}

export function gatherShopFacts(spec: ShopSpec, epochSec: number): ShopFacts {
  const seed = hash32(spec.seed, 1, 1);
  const zone = new ShopZone(spec.timezone);
  const currency = currencyOf(spec.currency);
  const identifiers = new Identifiers(spec.id, seed);
  return {
    spec,
    seed,
    zone,
    rhythm: new Rhythm(seed, epochSec, zone),
    currency,
    country: countryOf(spec.region),
    identifiers,
    catalogue: new Catalogue(seed, spec.name, currency, identifiers),
  };
}

export function isSellerShipped(dice: Dice): boolean {
  return dice.chance(SALT.details, 0.08);
}
