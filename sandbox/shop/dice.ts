const TWO_32 = 4_294_967_296;

/** A fast integer hash; the same three numbers always give the same 32 bits. */
export function hash32(seed: number, subject: number, salt: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(subject + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = (h ^ Math.imul(salt + 0x165667b1, 0x27d4eb2f)) | 0;
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  return (h ^ (h >>> 15)) >>> 0;
}

export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return hash32(h, text.length, 0);
}

/** Random choices about one subject. A choice is named by its salt, so asking in another order changes nothing. */
export class Dice {
  constructor(
    private readonly seed: number,
    private readonly subject: number,
  ) {}

  unit(salt: number): number {
    return hash32(this.seed, this.subject, salt) / TWO_32;
  }

  chance(salt: number, probability: number): boolean {
    return this.unit(salt) < probability;
  }

  /** A whole number from `from` to `to`, both included. */
  int(salt: number, from: number, to: number): number {
    return from + Math.floor(this.unit(salt) * (to - from + 1));
  }

  pick<T>(salt: number, list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.unit(salt) * list.length)] ?? list[0];
  }
}

/** Each topic owns a range of salts, so that no two choices about an order depend on each other. */
export const SALT = {
  timeline: 100,
  basket: 1_000,
  buyer: 2_000,
  address: 3_000,
  payment: 4_000,
  details: 5_000,
  returns: 6_000,
  cancellations: 7_000,
} as const;
