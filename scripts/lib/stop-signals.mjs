const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
// npm hands Ctrl-C on to its script, which the terminal has told already; that echo is no second wish.
const ECHO_MS = 1_500;

/**
 * @param {() => void} onImpatience called when a person asks again while everything is being stopped
 * @returns {Promise<"SIGINT" | "SIGTERM" | "SIGHUP">} the first wish to stop
 */
export function waitForStopSignal(onImpatience) {
  let firstAt = 0;
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (firstAt === 0) firstAt = Date.now();
        else if (Date.now() - firstAt > ECHO_MS) onImpatience();
        resolve(signal);
      });
    }
  });
}
