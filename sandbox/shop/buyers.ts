import { Dice, hash32, SALT } from "./dice";
import { type Identifiers, pad } from "./identifiers";
import type { Country, Place } from "./places";

export interface Buyer {
  userId: string;
  nickname: string;
  email: string;
  firstName: string;
  lastName: string;
  houseNumber: number;
  street: string;
  phoneTail: string;
  place: Place;
}

const REPEAT_SHARE = 0.31;
const S = SALT.buyer;
/** Made-up names nobody bears, so that a test can search a database for them. */
const FIRST_NAMES = [
  "Marlow",
  "Odette",
  "Tamsin",
  "Corwin",
  "Isolde",
  "Peregrine",
  "Saffron",
  "Lysander",
] as const;
const LAST_NAMES = [
  "Quillfeather",
  "Thistlewood",
  "Nettlecombe",
  "Brambleby",
  "Ottershaw",
  "Winterbourne",
] as const;
const STREETS = ["Mockingbird Sandbox Lane", "Sandbox Orchard Road", "Sandbox Ferry Street"] as const;
const NICK_A = [
  "fern",
  "moth",
  "pebble",
  "clover",
  "ember",
  "tide",
  "velvet",
  "maple",
  "juno",
  "wren",
] as const;
const NICK_B = [
  "fog",
  "honey",
  "and_oak",
  "bakes",
  "at_home",
  "reads",
  "glow",
  "thrifts",
  "gardens",
  "days",
] as const;

/**
 * Which buyer placed an order. A repeat order names an earlier order of the same buyer, at any distance, so the
 * population grows with the shop and a buyer who bought often is likelier to buy again.
 */
export function buyerOfOrder(orderIndex: number, seed: number): number {
  let index = orderIndex;
  for (let hop = 0; index > 0 && hop < 40; hop++) {
    if (hash32(seed, index, S) / 2 ** 32 >= REPEAT_SHARE) break;
    index = Math.floor((hash32(seed, index, S + 1) / 2 ** 32) * index);
  }
  return index;
}

export function describeBuyer(
  buyer: number,
  seed: number,
  identifiers: Identifiers,
  country: Country,
): Buyer {
  const dice = new Dice(seed, buyer);
  const nickname = `${dice.pick(S + 2, NICK_A)}_${dice.pick(S + 3, NICK_B)}${dice.int(S + 4, 1, 99)}`;
  return {
    userId: identifiers.buyer(buyer),
    nickname,
    email: `v${hash32(seed, buyer, S + 5)
      .toString(36)
      .toUpperCase()}EXAMPLE@scs2.tiktok.com`,
    firstName: dice.pick(S + 6, FIRST_NAMES),
    lastName: dice.pick(S + 7, LAST_NAMES),
    houseNumber: dice.int(S + 8, 1, 9_900),
    street: dice.pick(S + 9, STREETS),
    phoneTail: pad(dice.int(S + 10, 0, 99), 2),
    place: dice.pick(S + 11, country.places),
  };
}
