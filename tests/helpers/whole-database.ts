import { gunzipSync } from "node:zlib";
import { getSql } from "@/db/client";

const gzipMagic = 0x8b1f;

function open(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  const bytes = Buffer.from(value);
  return bytes.length > 2 && bytes.readUInt16LE(0) === gzipMagic
    ? gunzipSync(bytes).toString()
    : bytes.toString("latin1");
}

/** Everything the database holds, table by table, with what is compressed opened. */
export async function wholeDatabase(): Promise<string> {
  const sql = getSql();
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await sql`select * from ${sql(name)}`;
    const opened = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, open(value)])),
    );
    texts.push(`${name}: ${JSON.stringify(opened)}`);
  }
  return texts.join("\n");
}
