import type { SandboxClock } from "./clock";
import { RecordChanges } from "./shop/record-changes";
import { CANCELLATIONS, RETURNS } from "./shop/record-kinds";
import { ShopBook } from "./shop/shop-book";
import { ShopChanges } from "./shop/shop-changes";
import type { Settings, ShopSpec } from "./types";

export interface OpenShop {
  spec: ShopSpec;
  book: ShopBook;
  changes: ShopChanges;
  returnChanges: RecordChanges;
  cancellationChanges: RecordChanges;
}

/** The shops of the seller, each brought to the present whenever it is asked for. */
export class ShopRegistry {
  readonly #shops: OpenShop[];
  /** Where the shops stand still while `live` is off. */
  #pausedAtSec: number;

  constructor(
    specs: readonly ShopSpec[],
    epochSec: number,
    private readonly clock: SandboxClock,
    private readonly settings: Settings,
  ) {
    this.#pausedAtSec = epochSec;
    this.#shops = specs.map((spec) => {
      const book = new ShopBook(spec, epochSec);
      return {
        spec,
        book,
        changes: new ShopChanges(book),
        returnChanges: new RecordChanges(book, RETURNS),
        cancellationChanges: new RecordChanges(book, CANCELLATIONS),
      };
    });
    for (const shop of this.#shops) this.#refresh(shop);
  }

  list(): OpenShop[] {
    for (const shop of this.#shops) this.#refresh(shop);
    return this.#shops;
  }

  findByCipher(cipher: string): OpenShop | undefined {
    const shop = this.#shops.find(({ spec }) => spec.cipher === cipher);
    if (shop !== undefined) this.#refresh(shop);
    return shop;
  }

  findById(id: string | undefined): OpenShop | undefined {
    const shop = id === undefined ? this.#shops[0] : this.#shops.find(({ spec }) => spec.id === id);
    if (shop !== undefined) this.#refresh(shop);
    return shop;
  }

  setLive(isLive: boolean): void {
    if (!isLive && this.settings.live) this.#pausedAtSec = this.#visibleSec();
    this.settings.live = isLive;
  }

  #visibleSec(): number {
    return this.clock.nowSec() - this.settings.visibilityDelaySec;
  }

  #refresh({ book }: OpenShop): void {
    const targetSec = this.settings.live ? this.#visibleSec() : this.#pausedAtSec;
    // A visibility delay that has just been raised holds new rows back; it must not hide rows already shown.
    const isOnlyDelayed = targetSec < book.asOfSec && book.asOfSec <= this.clock.nowSec();
    if (!this.settings.live || !isOnlyDelayed) book.advance(targetSec);
    book.release(this.clock.nowSec());
  }
}
