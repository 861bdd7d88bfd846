import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "./output.mjs";

/**
 * @param {{ address: string, process: import("./processes.mjs").RunningProcess, timeoutMs: number, signal?: AbortSignal, accepts?: (status: number) => boolean }} options
 */
export async function untilAnswering({
  address,
  process: server,
  timeoutMs,
  signal,
  accepts = (status) => status === 200,
}) {
  let hasExited = false;
  server.exited.then(() => {
    hasExited = true;
  });
  const deadline = Date.now() + timeoutMs;
  let last = "no answer";
  while (Date.now() < deadline && !hasExited) {
    signal?.throwIfAborted();
    try {
      const response = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
      if (accepts(response.status)) return;
      last = `status ${response.status}: ${(await response.text()).slice(0, 200)}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await wait(100);
  }
  const problem = hasExited ? "ended at once" : `did not get ready (${last})`;
  throw new UserError(`${server.name} ${problem}; the end of ${server.logFile}:\n${server.tail()}`);
}
