import postgres from "postgres";

/** The database of the app under test, for states that a person cannot bring about; closed by the caller's `await using`. */
export function openDatabase() {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: run these tests with npm test");
  const sql = postgres(url, { max: 1, prepare: false });
  return Object.assign(sql, { [Symbol.asyncDispose]: () => sql.end() });
}
