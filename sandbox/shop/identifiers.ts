import { hash32, hashText } from "./dice";

const ID_SALT = 31;

/** Ids of 18 or 19 digits that can be turned back into what they name, so that no table of ids is kept. */
export class Identifiers {
  readonly #mark: string;

  constructor(
    shopId: string,
    private readonly seed: number,
  ) {
    this.#mark = pad(hashText(shopId) % 10_000, 4);
  }

  order(slot: number): string {
    return `57${this.#mark}${pad(slot, 7)}${pad(this.#noise(slot, 1) % 100_000, 5)}`;
  }

  /** The slot that the id claims; only `order(slot) === id` proves it. */
  slotOfOrder(id: string): number | null {
    return this.#slotOf(id, (slot) => this.order(slot));
  }

  line(slot: number, lineIndex: number): string {
    return `58${this.#mark}${pad(slot, 7)}${pad(this.#noise(slot, 2) % 1_000, 3)}${pad(lineIndex, 2)}`;
  }

  package(slot: number, part: number): string {
    return `115${this.#mark}${pad(slot, 7)}${pad(this.#noise(slot, 3) % 1_000, 3)}${pad(part, 2)}`;
  }

  return(slot: number): string {
    return `40${this.#mark}${pad(slot, 7)}${pad(this.#noise(slot, 6) % 100_000, 5)}`;
  }

  slotOfReturn(id: string): number | null {
    return this.#slotOf(id, (slot) => this.return(slot));
  }

  returnLine(slot: number, lineIndex: number): string {
    return `42${this.#mark}${pad(slot, 7)}${pad(this.#noise(slot, 7) % 1_000, 3)}${pad(lineIndex, 2)}`;
  }

  cancellation(slot: number): string {
    return `41${this.#mark}${pad(slot, 7)}${pad(this.#noise(slot, 8) % 100_000, 5)}`;
  }

  slotOfCancellation(id: string): number | null {
    return this.#slotOf(id, (slot) => this.cancellation(slot));
  }

  cancellationLine(slot: number, lineIndex: number): string {
    return `43${this.#mark}${pad(slot, 7)}${pad(this.#noise(slot, 9) % 1_000, 3)}${pad(lineIndex, 2)}`;
  }

  buyer(buyer: number): string {
    return `7495${this.#mark}${pad(this.#noise(buyer, 4) % 10_000, 4)}${pad(buyer, 7)}`;
  }

  buyerOf(userId: string): number | null {
    if (!/^\d{19}$/.test(userId)) return null;
    const buyer = Number(userId.slice(-7));
    return this.buyer(buyer) === userId ? buyer : null;
  }

  product(product: number): string {
    return `1729${this.#mark}${pad(this.#noise(product, 5) % 100_000, 5)}${pad(product * 10, 6)}`;
  }

  sku(product: number, sku: number): string {
    return `1729${this.#mark}${pad(this.#noise(product, 5) % 100_000, 5)}${pad(product * 10 + sku + 1, 6)}`;
  }

  #slotOf(id: string, idOf: (slot: number) => string): number | null {
    if (!/^\d{18}$/.test(id)) return null;
    const slot = Number(id.slice(6, 13));
    return idOf(slot) === id ? slot : null;
  }

  #noise(subject: number, topic: number): number {
    return hash32(this.seed, subject, ID_SALT * 100 + topic);
  }
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
