import { parseArgs } from "node:util";
import { AppError, ConflictError } from "@/lib/errors";
import { explainDatabaseError } from "./lib/database-errors.mjs";
import { loadEnvFiles } from "./lib/env-files.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";
import { readPassword } from "./lib/read-password";

const ROLES = ["owner", "admin", "analyst", "viewer"] as const;
const EMAIL_SHAPE = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/;
const USAGE = `Usage: npm run user:create -- --email E --role ${ROLES.join("|")} [--name N]`;

type Role = (typeof ROLES)[number];

function isRole(value: string | undefined): value is Role {
  return ROLES.some((role) => role === value);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        email: { type: "string" },
        role: { type: "string" },
        name: { type: "string" },
        "if-missing": { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}\n${USAGE}`, { cause: error });
  }
}

async function createUserInDatabase(user: { email: string; name?: string; role: Role; password: string }) {
  // Loaded late: these modules read the environment, which the .env files must have filled by then.
  const [{ createUser }, { hashPassword }, { closeDatabase }] = await Promise.all([
    import("@/db/mutations/users"),
    import("@/lib/auth/password"),
    import("@/db/client"),
  ]);
  const { password, ...rest } = user;
  try {
    await createUser({ ...rest, passwordHash: await hashPassword(password) });
  } finally {
    await closeDatabase();
  }
}

async function main() {
  const { email: rawEmail, role, name, "if-missing": ifMissing } = readArguments();
  const email = rawEmail?.trim().toLowerCase();
  if (!email || !EMAIL_SHAPE.test(email)) throw new UserError(`--email must be an e-mail address.\n${USAGE}`);
  if (!isRole(role)) throw new UserError(`--role must be one of ${ROLES.join(", ")}.\n${USAGE}`);
  await loadEnvFiles();
  if (!process.env.DATABASE_URL)
    throw new UserError("DATABASE_URL is not set, neither in the environment nor in an .env file.");
  const password = await readPassword();
  try {
    await createUserInDatabase({ email, role, password, ...(name ? { name } : {}) });
    say(`Created ${email} as ${role}.`);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    if (!ifMissing) throw new UserError(`A user with the e-mail ${email} exists already.`, { cause: error });
    say(`${email} exists already.`);
  }
}

function explain(error: unknown): string {
  if (error instanceof UserError || error instanceof AppError) return error.message;
  const sentence = explainDatabaseError(error);
  if (sentence) return sentence;
  // drizzle puts every parameter into its messages, the password's hash included; only the cause is safe to show.
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error ? `The user could not be created: ${cause.message}.` : describeError(error);
}

main().catch((error: unknown) => {
  complain(explain(error));
  process.exitCode = 1;
});
