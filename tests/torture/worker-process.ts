import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import type { ClockSetting } from "./fast-clock";

export type WorkerOrder = {
  environment: Record<string, string>;
  shopId: string;
  cron: "sync" | "resume" | "audit";
  budgetMs: number;
  clock: ClockSetting;
};

/** How a worker ended: by itself, or by a signal. */
export type WorkerEnd = { code: number | null; signal: NodeJS.Signals | null };

/**
 * Worker processes that are real, quick to start, and always one ahead: the worker and all it imports are one file, which
 * node reads in a tenth of the time of its hundreds of modules.
 */
export class WorkerPool {
  private readonly folder: string;
  private readonly file: string;
  private next: ChildProcess | null = null;

  private constructor(folder: string) {
    this.folder = folder;
    this.file = path.join(folder, "worker.mjs");
  }

  static async open(): Promise<WorkerPool> {
    const pool = new WorkerPool(await mkdtemp(path.join(os.tmpdir(), "dashboard-test-worker-")));
    await build({
      entryPoints: [path.join(import.meta.dirname, "worker.ts")],
      outfile: pool.file,
      bundle: true,
      platform: "node",
      format: "esm",
      conditions: ["react-server"],
      alias: { "server-only": path.join(import.meta.dirname, "../helpers/server-only.ts") },
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
      logLevel: "error",
    });
    return pool;
  }

  /** A worker at work; `kill` ends it as the kernel ends a process. */
  async start(order: WorkerOrder): Promise<{ kill: () => void; ended: Promise<WorkerEnd> }> {
    const child = this.next ?? this.spawn();
    const ended = once(child, "exit").then(([code, signal]) => ({ code, signal }) as WorkerEnd);
    this.next = this.spawn();
    child.send(order);
    return { kill: () => void child.kill("SIGKILL"), ended };
  }

  async close(): Promise<void> {
    this.next?.kill("SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }

  private spawn(): ChildProcess {
    const stdio = ["ignore", "ignore", "inherit", "ipc"] satisfies StdioOptions;
    const env = { PATH: process.env.PATH, NODE_ENV: "test" as const };
    return fork(this.file, [], { env, execArgv: [], stdio });
  }
}
