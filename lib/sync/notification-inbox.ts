import { setTimeout as delay } from "node:timers/promises";
import { mayTryNow } from "@/db/queries/notified-shop";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { Notification } from "@/lib/tiktok/notification";
import { advanceSync } from "./advance";
import { takeInNotifications } from "./notifications";

/** While the database does not answer; beyond it hints are let go, and the next sync finds what they were about. */
const mostWaiting = 2_000;
const mostAtOnce = 200;
/** TikTok notifies of one order several times within a moment, and of many orders at once: one call for 50 of them. */
const gatherMs = 250;
/** What does not fit is left to the minutely cron. */
const longestWorkMs = 30_000;
/** A database that has gone silent must not hold up what comes after it is back. */
const patienceMs = 2 * longestWorkMs;

type Place = { shopId: string; resource: string };

/** Notifications on their way from the answer that was given to the orders that are read again. */
class NotificationInbox {
  private waiting: Notification[] = [];
  private takingIn: Promise<void> | null = null;
  private readonly working = new Map<string, { work: Promise<void>; isAskedAgain: boolean }>();

  /** Resolves when there is nothing left to do for it here; never rejects. */
  async add(notification: Notification): Promise<void> {
    if (this.waiting.length >= mostWaiting) {
      log.error(
        { shopId: notification.shopId },
        "too many notifications wait for the database; one is let go",
      );
      return;
    }
    this.waiting.push(notification);
    this.takingIn ??= this.takeInAll();
    await this.takingIn;
    await Promise.all([...this.working.values()].map(({ work }) => work));
  }

  private async takeInAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, mostAtOnce);
      const shopIds = new Set(batch.map(({ shopId }) => shopId));
      for (const shopId of shopIds) {
        const theirs = batch.filter((one) => one.shopId === shopId);
        await this.takeIn(shopId, theirs);
      }
    }
    // In the same breath as the last look: whoever comes later must not find somebody who has looked already.
    this.takingIn = null;
  }

  private async takeIn(shopId: string, batch: Notification[]): Promise<void> {
    try {
      const resources = await withPatience(takeInNotifications(shopId, batch));
      for (const resource of resources) this.wake({ shopId, resource });
    } catch (error) {
      log.error({ err: error, shopId, notifications: batch.length }, "notifications could not be taken in");
    }
  }

  private wake(place: Place): void {
    const key = `${place.shopId} ${place.resource}`;
    const current = this.working.get(key);
    if (current) {
      current.isAskedAgain = true;
      return;
    }
    const entry = { work: Promise.resolve(), isAskedAgain: true };
    this.working.set(key, entry);
    entry.work = this.workWhileAsked(place, entry, () => this.working.delete(key));
  }

  private async workWhileAsked(
    place: Place,
    entry: { isAskedAgain: boolean },
    leave: () => void,
  ): Promise<void> {
    while (entry.isAskedAgain) {
      await delay(gatherMs);
      entry.isAskedAgain = false;
      try {
        await withPatience(advance(place));
      } catch (error) {
        log.error({ err: error, ...place }, "what a notification was about could not be read");
      }
    }
    leave();
  }
}

async function advance(place: Place): Promise<void> {
  if (!(await mayTryNow(place.shopId, place.resource))) return;
  await advanceSync({ ...place, budgetMs: Math.min(longestWorkMs, env().SYNC_BUDGET_SECONDS * 1000) });
}

async function withPatience<Result>(work: Promise<Result>): Promise<Result> {
  const timer = new AbortController();
  const tooLong = delay(patienceMs, null, { signal: timer.signal }).then(() => {
    throw new Error("the database did not answer in time");
  });
  tooLong.catch(() => {});
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    timer.abort();
  }
}

/** One for the process: a burst of deliveries then costs a few transactions and calls. */
export const notificationInbox = new NotificationInbox();
