let lastTurn: Promise<void> = Promise.resolve();

/**
 * Waits for the next turn of the event loop that no other slice of sync work has taken. Requests are answered between
 * slices, so that a sync in the same process never holds up a page.
 */
export function takeTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastTurn;
}
