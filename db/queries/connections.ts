import "server-only";
import { eq } from "drizzle-orm";
import { getDb } from "../client";
import { tiktokConnections } from "../schema";

export type StoredConnection = typeof tiktokConnections.$inferSelect;

export async function findConnection(id: string): Promise<StoredConnection | null> {
  const rows = await getDb().select().from(tiktokConnections).where(eq(tiktokConnections.id, id)).limit(1);
  return rows[0] ?? null;
}
