const STILL_STARTING = new Set([
  "57P03",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
]);

const SENTENCES = {
  "28P01": "The database refused the user name or password in DATABASE_URL.",
  28000: "The database refused the user in DATABASE_URL.",
  "3D000": "The database named in DATABASE_URL does not exist.",
  42501: "The user in DATABASE_URL may not change the database's schema.",
  ERR_INVALID_URL: "DATABASE_URL is not a valid URL.",
};

function codeOf(error) {
  for (let current = error; current; current = current.cause) if (current.code) return String(current.code);
  return "";
}

/** @param {any} error @returns {boolean} whether trying again a little later may help */
export function isDatabaseStarting(error) {
  return STILL_STARTING.has(codeOf(error));
}

/**
 * @param {any} error
 * @returns {string | null} a sentence without secrets, or null for an error that deserves its stack
 */
export function explainDatabaseError(error) {
  const code = codeOf(error);
  if (isDatabaseStarting(error)) return `The database in DATABASE_URL cannot be reached (${code}).`;
  return SENTENCES[code] ?? null;
}
