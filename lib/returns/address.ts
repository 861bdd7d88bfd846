import { firstParam, type RawSearchParams } from "@/lib/address";
import { type OrderCursor, parseOrderCursor } from "@/lib/search-params";
import { type ReturnState, returnStates } from "./states";

/** What narrows the list of returns beside the filter of the page. */
export type ReturnSelection = {
  state: ReturnState | null;
  /** TikTok's code of a reason, `""` for requests without one; null for all. */
  reason: string | null;
};

/** Stands for requests that give no reason. */
const noReason = "none";

/** `?state=waiting&reason=…&cursor=…`; what cannot be read is named and left out. */
export function parseReturnAddress(params: RawSearchParams): {
  selection: ReturnSelection;
  cursor: OrderCursor | null;
  notices: string[];
} {
  const notices: string[] = [];
  const asked = firstParam(params, "state");
  const state = returnStates.find((known) => known === asked) ?? null;
  if (asked !== undefined && state === null) notices.push("That state is not known. Showing all.");
  const reason = firstParam(params, "reason");
  const isReadable = reason === undefined || reason.length <= 128;
  if (!isReadable) notices.push("That reason is not known. Showing all.");
  const cursor = parseOrderCursor(params);
  if (cursor.notice) notices.push(cursor.notice);
  const code = reason === noReason ? "" : (reason ?? null);
  return { selection: { state, reason: isReadable ? code : null }, cursor: cursor.value, notices };
}

/** The value of `?reason=` for a code. */
export function reasonParam(code: string): string {
  return code === "" ? noReason : code;
}
