import { standAside } from "@/lib/right-of-way";

let lastTurn: Promise<void> = Promise.resolve();

/** A slice of sync work waits this long at most for pages that are being answered. */
const longestWaitMs = 100;

/**
 * Waits for a turn of the event loop that no other slice of sync work has taken, and stands aside while a page is
 * being answered: a sync in the same process then hardly holds a page up (measured by `npm run bench`).
 */
export function takeTurn(): Promise<void> {
  lastTurn = lastTurn.then(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await standAside(longestWaitMs);
  });
  return lastTurn;
}
