// `npm run demo | head` closes the pipe early; that must not stop the shutdown half-way.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

/** Writes one line to standard output. */
export function say(line = "") {
  process.stdout.write(`${line}\n`);
}

/** Writes one line to standard error. */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/** An error whose message is a full sentence for the person at the terminal; it is shown without a stack. */
export class UserError extends Error {}

/** @param {unknown} error */
export function describeError(error) {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {number} ms */
export function formatSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** @param {number} value */
export function formatCount(value) {
  return value.toLocaleString("en-US");
}
