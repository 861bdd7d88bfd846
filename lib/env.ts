import { z } from "zod";
import { AppError } from "./errors";
import { parseMailServer, parseSender } from "./mail/settings";

const url = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" });

const isSafe = (value: string) =>
  value.startsWith("https:") || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(value);
const issuer = url.refine(isSafe, "must be an https:// address, or one of this machine");

/** Read the way the driver will read it, so that what cannot be read stops the start instead of the first query. */
function isDatabaseUrl(value: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) return false;
  const { username, password, hostname, pathname } = new URL(value);
  try {
    return (
      hostname !== "" && typeof decodeURIComponent(username + password + hostname + pathname) === "string"
    );
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

const databaseAddress = z
  .string()
  .refine(isDatabaseUrl, "must be a postgres:// address; percent-encode special characters of the password");
const base64Key = /^[A-Za-z0-9+/_-]{43}=?$/;
const secret = (least: number) => z.string().min(least, `must have at least ${least} characters`);

const encryptionKeys = z
  .string()
  .refine(
    (value) => value.split(",").every((key) => base64Key.test(key.trim())),
    "must be 32 bytes in base64 (`openssl rand -base64 32`), or two such keys with a comma between",
  );

const mailServer = z
  .string()
  .refine(
    (value) => parseMailServer(value) !== null,
    "must be smtp://user:password@host:port or smtps://…; percent-encode special characters of the password",
  );
const mailSender = z
  .string()
  .refine((value) => parseSender(value) !== null, "must be an e-mail address, or Name <address>");

const envSchema = z.object({
  DATABASE_URL: databaseAddress,
  AUTH_SECRET: secret(8),
  AUTH_URL: url.optional(),
  AUTH_TRUST_HOST: z.enum(["true", "false", "1", "0"]).optional(),
  AUTH_GOOGLE_ID: secret(1).optional(),
  AUTH_GOOGLE_SECRET: secret(1).optional(),
  AUTH_GOOGLE_ISSUER: issuer.optional(),
  AUTH_GITHUB_ID: secret(1).optional(),
  AUTH_GITHUB_SECRET: secret(1).optional(),
  AUTH_GITHUB_ENTERPRISE_URL: url.optional(),
  SESSION_DAYS: z.coerce.number().min(1).max(90).default(14),
  CRON_SECRET: secret(8),
  TOKEN_ENCRYPTION_KEY: encryptionKeys,
  TIKTOK_APP_KEY: secret(1),
  TIKTOK_APP_SECRET: secret(1),
  TIKTOK_SERVICE_ID: secret(1),
  TIKTOK_API_URL: url.default("https://open-api.tiktokglobalshop.com"),
  TIKTOK_AUTH_URL: url.default("https://auth.tiktok-shops.com"),
  TIKTOK_AUTHORIZE_URL: url.default("https://services.tiktokshop.com/open/authorize"),
  SYNC_BUDGET_SECONDS: z.coerce.number().min(1).max(780).default(240),
  SYNC_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  SMTP_URL: mailServer.optional(),
  MAIL_FROM: mailSender.optional(),
  ALERT_PRIVATE_ADDRESSES: z.enum(["true", "false", "1", "0"]).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_SERVICE_NAME: z.string().default("tiktok-shop-dashboard"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  NODE_ENV: z.string().default("development"),
});

export type Env = z.infer<typeof envSchema>;

/** Names every variable that is missing or malformed; values never appear. */
export class EnvError extends AppError {
  constructor(issues: EnvIssue[]) {
    const lines = issues.map(({ variable, problem }) => `  ${variable}: ${problem}`);
    super(
      "bad_environment",
      `The environment is not complete:\n${lines.join("\n")}\nSee "Configuration" in README.md.`,
    );
  }
}

/** Parses an environment; an empty string counts as missing. @throws EnvError */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(given);
  const issues = parsed.success
    ? listGaps(parsed.data)
    : parsed.error.issues.map((issue) => {
        const variable = String(issue.path[0]);
        return { variable, problem: given[variable] === undefined ? "is missing" : issue.message };
      });
  if (parsed.success && issues.length === 0) return parsed.data;
  throw new EnvError(issues);
}

type EnvIssue = { variable: string; problem: string };

/** What one variable demands of another. */
function listGaps(given: Env): EnvIssue[] {
  const pairs = [
    ["AUTH_GOOGLE_ID", "AUTH_GOOGLE_SECRET"],
    ["AUTH_GITHUB_ID", "AUTH_GITHUB_SECRET"],
    ["SMTP_URL", "MAIL_FROM"],
  ] as const;
  const halves = pairs.flatMap((pair) => {
    const missing = pair.filter((variable) => given[variable] === undefined);
    return missing.length === 1 ? missing : [];
  });
  const issues: EnvIssue[] = halves.map((variable) => ({
    variable,
    problem: "is missing, though its other half is set",
  }));
  if (given.AUTH_URL) return issues;
  // Never from a header: whoever asks for a mail to somebody else would choose where its link leads.
  if (given.SMTP_URL) issues.push({ variable: "AUTH_URL", problem: "is missing; links in mails need it" });
  else if (given.AUTH_TRUST_HOST === "false" || given.AUTH_TRUST_HOST === "0")
    issues.push({
      variable: "AUTH_URL",
      problem: "is missing; without AUTH_TRUST_HOST nothing else tells it",
    });
  return issues;
}

let cached: Env | undefined;

/** The process environment, validated at the first use. The only place that reads it. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/**
 * The database's address alone, for scripts that need nothing else.
 * @throws EnvError
 */
export function databaseUrl(): string {
  if (cached) return cached.DATABASE_URL;
  const given = process.env.DATABASE_URL || undefined;
  const parsed = envSchema.shape.DATABASE_URL.safeParse(given);
  if (parsed.success) return parsed.data;
  const problem = given === undefined ? "is missing" : (parsed.error.issues[0]?.message ?? "is malformed");
  throw new EnvError([{ variable: "DATABASE_URL", problem }]);
}

/** Forgets the parsed environment; for tests that set their own. */
export function resetEnv(): void {
  cached = undefined;
}
