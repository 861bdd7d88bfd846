import { z } from "zod";
import { type AuditAction, auditActions } from "./audit-actions";
import { isShopDay, type ShopDay } from "./dates";
import { firstParam, type RawSearchParams } from "./search-params";

export type AuditFilter = {
  action: AuditAction | null;
  /** Part of the address of who did it, or of whom it was done to. */
  who: string | null;
  /** Days, both counted. */
  from: ShopDay | null;
  to: ShopDay | null;
};

/** The page begins after (older than) this entry. */
export type AuditCursor = { at: string; id: number };

export type AuditRequest = { filter: AuditFilter; cursor: AuditCursor | null; notices: string[] };

const longestWho = 200;

/** What an address of the audit log asks for; what cannot be read is left out with a notice. */
export function parseAuditRequest(params: RawSearchParams): AuditRequest {
  const notices: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T | null, notice: string): T | null => {
    const text = firstParam(params, name);
    if (text === undefined) return null;
    const value = parse(text);
    if (value === null) notices.push(notice);
    return value;
  };
  const day = (text: string) => (isShopDay(text) ? text : null);
  const badDay = "A day in the address is not a date and was left out.";
  const filter = {
    action: read(
      "action",
      (text) => (Object.hasOwn(auditActions, text) ? (text as AuditAction) : null),
      "That kind of entry is not known.",
    ),
    who: read("who", (text) => text.trim().slice(0, longestWho) || null, "Nothing to look for was typed."),
    from: read("from", day, badDay),
    to: read("to", day, badDay),
  };
  const cursor = read("cursor", decodeAuditCursor, "That page address is not valid. Showing the first page.");
  return { filter, cursor, notices };
}

/** PostgreSQL knows no year 0. */
const instant = z.iso.datetime({ precision: 6 }).refine((at) => !at.startsWith("0000"));
const cursorSchema = z.tuple([instant, z.number().int().positive()]);

/** Opaque to whoever reads the address bar. */
export function encodeAuditCursor({ at, id }: AuditCursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

export function decodeAuditCursor(text: string): AuditCursor | null {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return parsed.success ? { at: parsed.data[0], id: parsed.data[1] } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
