import { FlagError, readCliOptions } from "./cli-options";
import { type Sandbox, startSandbox } from "./server";

async function main(): Promise<void> {
  const options = readCliOptions(process.argv.slice(2));
  const sandbox = await startSandbox(options);
  const stop = () => void closeAndExit(sandbox);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const orders = sandbox.stats().orders.toLocaleString("en-US");
  process.stdout.write(`Sandbox TikTok Shop on ${sandbox.url} (${orders} orders)\n`);
}

async function closeAndExit(sandbox: Sandbox): Promise<void> {
  await sandbox.close();
  process.exit(0);
}

function explain(error: unknown): string {
  if (error instanceof FlagError) return error.message;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return "The port is already taken; choose another one with --port.";
  if (code === "EACCES") return "This user may not listen on that port; choose another one with --port.";
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
