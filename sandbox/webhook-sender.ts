import { createHmac } from "node:crypto";
import type { SandboxClock } from "./clock";
import type { OpenShop } from "./shop-registry";
import type { AppRegistration, Settings, WebhookCounters } from "./types";
import type { WebhookBook } from "./webhook-book";
import { EVENT_TYPES, eventData, eventNameOf, shopEventData } from "./webhook-events";

interface Delivery {
  address: string;
  body: string;
  attempts: number;
  dueAtSec: number;
}

const MAX_PARALLEL = 8;
const TIMEOUT_MS = 3_000;
const MINUTE_SEC = 60;
const RETRY_AFTER_SEC = [2 * MINUTE_SEC, 30 * MINUTE_SEC, 180 * MINUTE_SEC, 720 * MINUTE_SEC];

/** Sends notifications as TikTok does: signed, at least once, in no order that anybody may rely on. */
export class WebhookSender {
  readonly counters: WebhookCounters = { sent: 0, answered: {}, failed: 0 };
  #waiting: Delivery[] = [];
  #sending = 0;
  #serial = 0;
  #isClosed = false;

  constructor(
    private readonly app: AppRegistration,
    private readonly settings: Settings,
    private readonly book: WebhookBook,
    private readonly clock: SandboxClock,
  ) {}

  get waiting(): number {
    return this.#waiting.length + this.#sending;
  }

  get hasListeners(): boolean {
    return this.settings.webhook.address !== null || this.book.isUsed;
  }

  /** Tells of an order, a return or a cancellation as it is now; silently nothing where nobody listens. */
  tellOfOrder(type: number, { spec, book }: OpenShop, slot: number): void {
    const address = this.#addressOf(spec.id, type);
    const data = address === undefined ? null : eventData(type, book, slot);
    if (address !== undefined && data !== null) this.#queue(address, type, spec.id, data);
  }

  tellOfShop(type: number, shopId: string): void {
    const address = this.#addressOf(shopId, type);
    if (address === undefined) return;
    this.#queue(address, type, shopId, shopEventData(type, shopId, this.clock.nowSec()));
  }

  /** Sends what is due; called whenever the clock may have moved. */
  pump(): void {
    while (!this.#isClosed && this.#sending < MAX_PARALLEL) {
      const delivery = this.#takeDue();
      if (delivery === undefined) return;
      this.#sending += 1;
      void this.#send(delivery).finally(() => {
        this.#sending -= 1;
        this.pump();
      });
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
  }

  #addressOf(shopId: string, type: number): string | undefined {
    if (this.settings.webhook.address !== null) return this.settings.webhook.address;
    const name = eventNameOf(type);
    return name === undefined ? undefined : this.book.addressOf(shopId, name);
  }

  #queue(address: string, type: number, shopId: string, data: Record<string, unknown>): void {
    this.#serial += 1;
    const timestamp = this.clock.nowSec();
    // On record are notifications of this type without an id.
    const isNamed = type !== EVENT_TYPES.RECIPIENT_ADDRESS_UPDATE;
    const tts_notification_id = `73${timestamp}${String(this.#serial).padStart(7, "0")}`;
    const body = JSON.stringify({
      type,
      ...(isNamed ? { tts_notification_id } : {}),
      shop_id: shopId,
      timestamp,
      data,
    });
    const delivery = { address, body, attempts: 0, dueAtSec: timestamp };
    for (let copy = 0; copy < this.settings.webhook.copies; copy++) this.#waiting.push({ ...delivery });
    // Later in the same turn, so that a burst is there as a whole before any order is put upon it.
    setImmediate(() => this.pump());
  }

  #takeDue(): Delivery | undefined {
    const nowSec = this.clock.nowSec();
    const isDue = ({ dueAtSec }: Delivery) => dueAtSec <= nowSec;
    const { isReordered } = this.settings.webhook;
    const index = isReordered ? this.#waiting.findLastIndex(isDue) : this.#waiting.findIndex(isDue);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  async #send(delivery: Delivery): Promise<void> {
    const { address, body, attempts } = delivery;
    this.counters.sent += 1;
    const status = await this.#post(address, body);
    const key = status === null ? "none" : String(status);
    this.counters.answered[key] = (this.counters.answered[key] ?? 0) + 1;
    if (status === 200) return;
    const waitSec = RETRY_AFTER_SEC[attempts];
    if (waitSec === undefined) this.counters.failed += 1;
    else
      this.#waiting.push({
        ...delivery,
        attempts: attempts + 1,
        dueAtSec: this.clock.nowSec() + waitSec,
      });
  }

  /** The HTTP status, or null when no answer came in time. */
  async #post(address: string, body: string): Promise<number | null> {
    const { appKey, appSecret } = this.app;
    const digest = createHmac("sha256", appSecret).update(appKey).update(body).digest("hex");
    const authorization = this.settings.webhook.isSpoilt ? digest.replace(/^./, "z") : digest;
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      // Whatever kept the answer away, TikTok would only see that none came.
      return null;
    }
  }
}
