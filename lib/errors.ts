/**
 * Every failure the product expects has a code (stable, for rows and tests), a message a person can act on, whether
 * trying again can help, and its cause.
 */
export class AppError extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

export class ValidationError extends AppError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super("invalid_input", message, options);
  }
}

export class UnauthorizedError extends AppError {
  constructor(message = "Sign in to go on.") {
    super("unauthorized", message);
  }
}

export class ForbiddenError extends AppError {
  constructor(message = "Your role does not allow this. Ask an owner or admin of the shop.") {
    super("forbidden", message);
  }
}

export class NotFoundError extends AppError {
  constructor(message = "There is nothing here.") {
    super("not_found", message);
  }
}

export class ConflictError extends AppError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super("conflict", message, options);
  }
}

const statusByCode: Record<string, number> = {
  invalid_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  reconnect_required: 409,
  throttled: 429,
  alert_address_refused: 400,
  alert_not_delivered: 409,
  database_unavailable: 503,
};

/** An HTTP status and a sentence safe to show to anyone. */
export function toPublicError(error: unknown): { status: number; code: string; message: string } {
  if (isDatabaseUnavailable(error)) {
    return {
      status: 503,
      code: "database_unavailable",
      message: "The database does not answer. Nothing is lost; try again in a minute.",
    };
  }
  if (isDatabaseFull(error)) {
    return {
      status: 503,
      code: "database_full",
      message: "The database takes no more writes: its disk is full, or it was made read-only.",
    };
  }
  if (error instanceof AppError) {
    return { status: statusByCode[error.code] ?? 500, code: error.code, message: error.message };
  }
  return { status: 500, code: "internal", message: "Something went wrong on our side. Try again." };
}

/** True when PostgreSQL refuses a value as such (classes 22 and 54): the statement will never succeed with it. */
export function isRefusedValue(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" && /^(22|54)[0-9A-Z]{3}$/.test(code);
}

/** True for a deadlock, a lock that was not granted in time, or a serialisation failure: trying again helps. */
export function isContention(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === "40P01" || code === "55P03" || code === "40001";
}

const unavailableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ETIMEDOUT",
  "EPIPE",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "25P03",
  "53300",
  "55000",
  "3D000",
  "28000",
  "28P01",
  "08000",
  "08003",
  "08006",
]);

/** The disk is full (53100), or the host has made the database read-only (25006), which several do when it is. */
const fullCodes = new Set(["53100", "25006"]);

/** True when the error, or what caused it, says that PostgreSQL answers but takes no more writes. */
export function isDatabaseFull(error: unknown): boolean {
  for (let current = error, depth = 0; current && depth < 5; depth++) {
    const { code, cause } = current as { code?: unknown; cause?: unknown };
    if (typeof code === "string" && fullCodes.has(code)) return true;
    current = cause;
  }
  return false;
}

/** True when the error, or what caused it, says that PostgreSQL cannot be reached just now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let current = error, depth = 0; current && depth < 5; depth++) {
    const { code, cause, errors, err } = current as Record<string, unknown>;
    // A failure that has a name of its own, such as a call to TikTok that was cut off, is not the database's.
    if (current instanceof AppError) return false;
    if (typeof code === "string" && unavailableCodes.has(code)) return true;
    if (Array.isArray(errors) && errors.some(isDatabaseUnavailable)) return true;
    // Auth.js wraps what a callback throws as `cause.err`.
    current = cause ?? err;
  }
  return false;
}
