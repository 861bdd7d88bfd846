import { EnvError, env } from "./env";

/** Prints what is missing or malformed, by name and never by value, and ends the process. */
export function stopUnlessEnvIsComplete(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
