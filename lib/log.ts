import pino from "pino";
import { env } from "./env";
import { logContext } from "./log-context";
import { traceId } from "./tracing";

const secretKeys = [
  "access_token",
  "refresh_token",
  "app_secret",
  "auth_code",
  "sign",
  "password",
  "authorization",
  "accessToken",
  "refreshToken",
  "appSecret",
];

/** Structured JSON on standard output; each line says which request and run it belongs to. Secrets are redacted by name, one and two levels deep. */
function create() {
  return pino({
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`]), censor: "[redacted]" },
    serializers: { err: describeError },
    mixin: () => ({ ...logContext(), traceId: traceId() }),
  });
}

/** Code, message and causes; never the parameters of a statement, which hold whole pages of orders. */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 500) };
  const { code } = error as { code?: unknown };
  const cause = causeOf(error);
  return {
    type: error.name,
    code,
    message: error.message.slice(0, 500),
    stack: depth === 0 ? error.stack?.slice(0, 3_000) : undefined,
    cause: cause && depth < 4 ? describeError(cause, depth + 1) : undefined,
  };
}

/** Auth.js puts what went wrong into an object, as `cause.err`. */
function causeOf({ cause }: Error): unknown {
  return typeof cause === "object" && cause !== null && "err" in cause ? cause.err : cause;
}

let logger: pino.Logger | undefined;

/** Made at the first use, so that importing it needs no environment. */
export const log = new Proxy({} as pino.Logger, {
  get(_target, property: keyof pino.Logger) {
    logger ??= create();
    const value = logger[property];
    return typeof value === "function" ? value.bind(logger) : value;
  },
});
