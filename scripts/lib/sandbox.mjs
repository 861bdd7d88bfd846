import { startProcess } from "./processes.mjs";
import { untilAnswering } from "./until-answering.mjs";

const START_TIMEOUT_MS = 90_000;

/** The app registration that the sandbox knows; it guards made-up data only. */
export const sandboxApp = {
  key: "sandboxappkey",
  secret: "sandbox-app-secret-0123456789abcdef0123",
  serviceId: "7000000000000000001",
};

/**
 * Starts the TikTok Shop of `sandbox/`.
 *
 * @param {{ port: number, orders: number, latencyMs: number, redirectUrl: string, logFile: string, epochSec?: number, signal?: AbortSignal }} options
 */
export async function startSandbox({ port, orders, latencyMs, redirectUrl, logFile, epochSec, signal }) {
  const settings = {
    port,
    orders,
    seed: 1,
    latency: latencyMs,
    redirect: redirectUrl,
    "app-key": sandboxApp.key,
    "app-secret": sandboxApp.secret,
    "service-id": sandboxApp.serviceId,
    ...(epochSec === undefined ? {} : { epoch: epochSec }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const args = ["--import", "tsx", "sandbox/main.ts", ...flags];
  const server = await startProcess({
    name: "The sandbox TikTok Shop",
    command: process.execPath,
    args,
    env: process.env,
    logFile,
    stopWithinMs: 5_000,
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    // Any answer will do: the sandbox has no page at its root.
    await untilAnswering({
      address: url,
      process: server,
      timeoutMs: START_TIMEOUT_MS,
      signal,
      accepts: () => true,
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...server, url };
}
