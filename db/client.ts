import "server-only";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { databaseUrl } from "@/lib/env";
import * as schema from "./schema";

export type Database = PostgresJsDatabase<typeof schema>;
export type { Sql, TransactionSql };
/** A pool or an open transaction: what a statement runs on. */
export type SqlRunner = Sql | TransactionSql;

type Connected = { url: string; sql: Sql; db: Database };
const holder = globalThis as typeof globalThis & { __database?: Connected };

/**
 * `prepare: false` because a transaction pooler in front of the database makes named statements hang, and because a
 * statement prepared while the tables are empty keeps a plan that turns a first sync quadratic. drizzle switches the
 * client's date handling off, so instants are strings everywhere.
 */
function connect(url: string): Connected {
  const sql = postgres(url, {
    max: 12,
    prepare: false,
    idle_timeout: 20,
    connect_timeout: 8,
    max_lifetime: 60 * 30,
    onnotice: () => {},
    connection: { application_name: "tiktok-shop-dashboard", TimeZone: "UTC" },
  });
  return { url, sql, db: drizzle(sql, { schema, casing: "snake_case" }) };
}

function connected(): Connected {
  const url = databaseUrl();
  if (holder.__database?.url !== url) holder.__database = connect(url);
  return holder.__database;
}

/** The shared pool for SQL by hand. */
export function getSql(): Sql {
  return connected().sql;
}

/** The same pool behind drizzle. */
export function getDb(): Database {
  return connected().db;
}

/** Ends the pool, so that a script can exit. */
export async function closeDatabase(): Promise<void> {
  const open = holder.__database;
  holder.__database = undefined;
  await open?.sql.end({ timeout: 5 });
}
