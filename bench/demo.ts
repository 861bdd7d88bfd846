import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findFreePort } from "../scripts/lib/ports.mjs";
import type { Measurement } from "./results";

/** `npm run demo` on a fresh clone of what is committed: until the page answers, and what it needs at most. */
export async function measureDemo(): Promise<Measurement[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dashboard-bench-clone-"));
  try {
    await run("git", ["clone", "--quiet", process.cwd(), folder], os.tmpdir());
    const env = { ...process.env, PORT: String(await findFreePort()) };
    const startedAt = performance.now();
    // What `npm run demo` runs, without npm between, which would keep Ctrl-C to itself.
    const demo = spawn(process.execPath, ["scripts/demo.mjs"], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    const answered = new Promise<number>((resolve, reject) => {
      demo.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("Address")) resolve(performance.now() - startedAt);
        if (/Copied [\d,]+ orders/.test(output)) demo.kill("SIGINT");
      });
      demo.once("exit", (code) => reject(new Error(`the demo ended with ${code}:\n${output}`)));
    });
    const ended = new Promise<void>((resolve) => demo.once("exit", () => resolve()));
    const seconds = (await answered) / 1000;
    await ended;
    const peak = /peak memory\D*([\d,.]+) (MB|GB)/i.exec(output);
    const megabytes = peak
      ? Number(peak[1]?.replaceAll(",", "")) * (peak[2] === "GB" ? 1024 : 1)
      : Number.NaN;
    return [
      {
        what: "npm run demo on a fresh clone: until the page answers",
        value: seconds,
        unit: "s",
        limit: "< 240",
      },
      { what: "npm run demo: peak memory of app, sandbox and PostgreSQL", value: megabytes, unit: "MB" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(command, args, { cwd, stdio: "inherit" }).once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`)),
    );
  });
}
