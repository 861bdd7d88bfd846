/** Thrown by `start` when everything is being stopped meanwhile. */
export class StoppingError extends Error {}

/**
 * Keeps what a command has started, so that it is stopped in one fixed order whatever happens and whenever.
 *
 * @typedef {{ stop: () => Promise<void>, diedUnexpectedly?: Promise<{ code: number | null, signal: string | null }> }} Service
 * @param {string[]} stopOrder names, first to be stopped first
 */
export function createServices(stopOrder) {
  /** @type {Map<string, Service>} */
  const running = new Map();
  /** @type {Set<Promise<unknown>>} */
  const starting = new Set();
  const abort = new AbortController();
  /** @type {Promise<void> | null} */
  let stopping = null;
  /** @type {(death: { name: string, service: any, code: number | null, signal: string | null }) => void} */
  let reportDeath = () => {};
  /** @type {Promise<{ name: string, service: any, code: number | null, signal: string | null }>} */
  const death = new Promise((resolve) => {
    reportDeath = resolve;
  });

  /**
   * @template {Service} T
   * @param {string} name
   * @param {(signal: AbortSignal) => Promise<T>} begin gets a signal that says when it need not go on
   * @returns {Promise<T>}
   */
  async function start(name, begin) {
    if (stopping) throw new StoppingError();
    const begun = begin(abort.signal).then((service) => {
      running.set(name, service);
      service.diedUnexpectedly?.then((how) => reportDeath({ name, service, ...how }));
      return service;
    });
    starting.add(begun);
    try {
      return await begun;
    } finally {
      starting.delete(begun);
    }
  }

  async function stopEach() {
    await Promise.allSettled(starting);
    for (const name of stopOrder) {
      await running.get(name)?.stop();
      running.delete(name);
    }
  }

  return {
    start,
    /** Resolves with the first service that ends by itself. */
    death,
    stopAll() {
      abort.abort(new StoppingError());
      stopping ??= stopEach();
      return stopping;
    },
  };
}
