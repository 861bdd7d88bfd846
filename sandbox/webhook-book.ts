import type { EventName } from "./webhook-events";

export interface Registration {
  event_type: EventName;
  address: string;
  create_time: number;
  update_time: number;
}

/** Where each shop's events are to be sent, as the app has asked. */
export class WebhookBook {
  readonly #shops = new Map<string, Map<EventName, Registration>>();

  get isUsed(): boolean {
    return [...this.#shops.values()].some(({ size }) => size > 0);
  }

  list(shopId: string): Registration[] {
    return [...(this.#shops.get(shopId)?.values() ?? [])];
  }

  addressOf(shopId: string, name: EventName): string | undefined {
    return this.#shops.get(shopId)?.get(name)?.address;
  }

  put(shopId: string, event_type: EventName, address: string, nowSec: number): void {
    const shop = this.#shops.get(shopId) ?? new Map<EventName, Registration>();
    const create_time = shop.get(event_type)?.create_time ?? nowSec;
    shop.set(event_type, { event_type, address, create_time, update_time: nowSec });
    this.#shops.set(shopId, shop);
  }

  delete(shopId: string, name: EventName): void {
    this.#shops.get(shopId)?.delete(name);
  }
}
