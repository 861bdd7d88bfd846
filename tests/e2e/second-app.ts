import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "@playwright/test";
import { nextProgram } from "../../scripts/lib/next-app.mjs";
import { findFreePort } from "../../scripts/lib/ports.mjs";

/** The environment that scripts/test.mjs gave the app under test, as far as a second app needs it. */
export function appEnvironment(): NodeJS.ProcessEnv {
  const text = process.env.E2E_APP_ENV;
  if (!text) throw new Error("E2E_APP_ENV is not set: run these tests with npm test");
  return { PATH: process.env.PATH, ...(JSON.parse(text) as Record<string, string>), NODE_ENV: "production" };
}

export function startApp(port: number, env: NodeJS.ProcessEnv): { app: ChildProcess; output: () => string } {
  const args = [nextProgram, "start", "-p", String(port)];
  const app = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [app.stdout, app.stderr])
    stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { app, output: () => text };
}

export async function stopApp(app: ChildProcess): Promise<void> {
  const ended = once(app, "exit");
  app.kill("SIGTERM");
  await ended;
}

/** Another app on the same database, with more in its environment; it answers when this returns. */
export async function startReadyApp(more: Record<string, string>) {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const env = { ...appEnvironment(), AUTH_URL: url, PORT: String(port), ...more };
  const { app, output } = startApp(port, env);
  await expect.poll(() => healthOf(url)).toBe(200);
  return { url, output, stop: () => stopApp(app) };
}

export type ReadyApp = Awaited<ReturnType<typeof startReadyApp>>;

const healthOf = (url: string) =>
  fetch(`${url}/api/health`).then(
    ({ status }) => status,
    () => null,
  );
