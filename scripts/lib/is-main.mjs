import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @param {string} moduleUrl `import.meta.url` of the caller @returns {boolean} whether node was started with that file */
export function isMain(moduleUrl) {
  const started = process.argv[1];
  return Boolean(started) && realpathSync(started) === realpathSync(fileURLToPath(moduleUrl));
}
