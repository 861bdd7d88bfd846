import { parseArgs } from "node:util";
import { AppError } from "@/lib/errors";
import { explainDatabaseError } from "./lib/database-errors.mjs";
import { loadEnvFiles } from "./lib/env-files.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";
import { readPassword } from "./lib/read-password";

const USAGE = "Usage: npm run user:password -- --email E";

/** For whoever hosts the app, when the only owner has forgotten their password: nobody else could make a link. */
async function main() {
  const { email } = parseArgs({ options: { email: { type: "string" } } }).values;
  if (!email) throw new UserError(USAGE);
  await loadEnvFiles();
  if (!process.env.DATABASE_URL)
    throw new UserError("DATABASE_URL is not set, neither in the environment nor in an .env file.");
  const password = await readPassword();
  // Loaded late: these modules read the environment, which the .env files must have filled by then.
  const [{ setPassword }, { hashPassword }, { closeDatabase }] = await Promise.all([
    import("@/db/mutations/users"),
    import("@/lib/auth/password"),
    import("@/db/client"),
  ]);
  try {
    if (!(await setPassword({ email, passwordHash: await hashPassword(password) })))
      throw new UserError(`Nobody with the e-mail ${email} has an account.`);
    say(`The password of ${email} is set, and every session of theirs has ended.`);
  } finally {
    await closeDatabase();
  }
}

main().catch((error: unknown) => {
  const isPlain = error instanceof UserError || error instanceof AppError;
  complain(isPlain ? error.message : (explainDatabaseError(error) ?? describeError(error)));
  process.exitCode = 1;
});
