import { AppError } from "@/lib/errors";
import { explainDatabaseError } from "./lib/database-errors.mjs";
import { loadEnvFiles } from "./lib/env-files.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";

async function main() {
  await loadEnvFiles();
  const [{ rotateKeys }, { env }, { closeDatabase }] = await Promise.all([
    import("@/lib/rotate-keys"),
    import("@/lib/env"),
    import("@/db/client"),
  ]);
  try {
    const { resealed, current, unreadable } = await rotateKeys(env().TOKEN_ENCRYPTION_KEY);
    say(`${resealed} sealed anew with the first key of TOKEN_ENCRYPTION_KEY, ${current} were already.`);
    if (unreadable.length === 0) {
      say("No other key is needed any more: once every instance has the first one, take the others away.");
      return;
    }
    say(`No key opens these:\n${unreadable.map((place) => `  ${place}`).join("\n")}`);
    throw new UserError(
      "Add the key they were sealed with and run this again, or connect those shops and set those addresses anew.",
    );
  } catch (error) {
    if (error instanceof AppError) throw new UserError(error.message, { cause: error });
    throw error;
  } finally {
    await closeDatabase();
  }
}

main().catch((error) => {
  complain(explainDatabaseError(error) ?? describeError(error));
  process.exitCode = 1;
});
