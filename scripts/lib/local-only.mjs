const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Tests write freely, so they must never meet a database that matters.
 *
 * @param {string | undefined} url
 */
export function requireLocalDatabase(url) {
  if (!url || !URL.canParse(url)) throw new Error("The tests need DATABASE_URL of a local database.");
  const { hostname, searchParams } = new URL(url);
  const elsewhere = searchParams.get("host") ?? hostname;
  if (LOCAL_HOSTS.has(hostname) && LOCAL_HOSTS.has(elsewhere)) return;
  throw new Error(`The tests refuse the database host ${hostname}: only a local database may be used.`);
}
