import { humanizeCode } from "./format";
import { describeItems } from "./order-history-items";
import { describeMoney } from "./order-history-money";

type Payload = Record<string, unknown>;
/** A copy of an order as TikTok sent it, recipient data removed, and when it was fetched (ISO 8601). */
export type OrderCopy = { fetchedAt: string; payload: Payload };

export type HistoryEntry = {
  fetchedAt: string;
  /** When TikTok says the order changed last, ISO 8601; null when that cannot be read. */
  updateTime: string | null;
  status: string | null;
  /** What differs from the copy before, in words; the first copy has none before it. */
  changes: string[];
  /** The content changed while TikTok's time of the last change stayed: only reading it again could show it. */
  isSilent: boolean;
};

/** What each copy of an order says that the one before did not, the oldest first. Pure. */
export function describeHistory(copies: OrderCopy[]): HistoryEntry[] {
  return copies.map(({ fetchedAt, payload }, index) => {
    const before = copies[index - 1]?.payload;
    return {
      fetchedAt,
      updateTime: instantOf(payload.update_time),
      status: textOf(payload.status),
      changes: before ? describeChanges(before, payload) : [],
      isSilent: before !== undefined && textOf(before.update_time) === textOf(payload.update_time),
    };
  });
}

function describeChanges(before: Payload, after: Payload): string[] {
  const told = [
    ...known.flatMap(({ keys, tell }) =>
      keys.some((key) => differs(before, after, key)) ? tell(before, after) : [],
    ),
    ...describeMoney(objectOf(before.payment), objectOf(after.payment)),
  ];
  const order = { move: moveOf(before, after), isTold: told.length > 0 };
  told.push(...describeItems(listOf(before.line_items), listOf(after.line_items), order));
  const rest = otherKeys(before, after);
  if (rest.length > 0) told.push(`Also changed: ${rest.map(nameOf).join(", ")}`);
  return told.length > 0 ? told : ["Only TikTok's time of the last change moved"];
}

type Known = { keys: string[]; tell: (before: Payload, after: Payload) => string[] };

/** A fact that comes, changes or goes. */
const fact = (key: string, label: string): Known => ({
  keys: [key],
  tell: (before, after) => {
    const [old, now] = [textOf(before[key]), textOf(after[key])];
    if (now === null) return [`${label} no longer told (was ${old})`];
    return [old === null ? `${label}: ${now}` : `${label}: ${old} → ${now}`];
  },
});

/** Something that happened at a time; a status may have said so already. */
const event = (key: string, words: string, status?: string): Known => ({
  keys: [key],
  tell: (before, after) => {
    if (textOf(after[key]) === null) return [];
    if (after.status === status && before.status !== status) return [];
    return [textOf(before[key]) === null ? words : `${words}: the time was corrected`];
  },
});

const silently = (...keys: string[]): Known => ({ keys, tell: () => [] });

const deadlines = [
  "rts_sla_time",
  "tts_sla_time",
  "cancel_order_sla_time",
  "delivery_sla_time",
  "shipping_due_time",
  "collection_due_time",
  "delivery_due_time",
  "fast_dispatch_sla_time",
  "recommended_shipping_time",
];

const known: Known[] = [
  {
    keys: ["status"],
    tell: (before, after) => [moveOf(before, after)],
  },
  event("paid_time", "Paid"),
  {
    keys: ["is_buyer_request_cancel"],
    tell: (_before, after) => [
      after.is_buyer_request_cancel === true
        ? "The buyer asks to cancel"
        : "The buyer's wish to cancel is gone",
    ],
  },
  {
    keys: ["cancel_reason", "cancellation_initiator"],
    tell: (_before, after) => {
      const by = textOf(after.cancellation_initiator);
      const reason = textOf(after.cancel_reason);
      return by || reason
        ? [`Cancelled${by ? ` by the ${by.toLowerCase()}` : ""}${reason ? `: ${reason}` : ""}`]
        : [];
    },
  },
  event("rts_time", "Made ready to ship"),
  fact("tracking_number", "Tracking number"),
  fact("shipping_provider", "Carrier"),
  event("collection_time", "Collected by the carrier", "IN_TRANSIT"),
  event("delivery_time", "Delivered", "DELIVERED"),
  {
    keys: ["recipient_address"],
    tell: (before, after) => {
      if (isBlank(after.recipient_address)) return ["Where it goes is no longer told"];
      return [isBlank(before.recipient_address) ? "Where it goes is known" : "Where it goes has changed"];
    },
  },
  { keys: deadlines, tell: (before, after) => deadlineWords(before, after) },
  { keys: ["packages"], tell: (_before, after) => [packageWords(listOf(after.packages).length)] },
  silently(
    "update_time",
    "cancel_time",
    "shipping_provider_id",
    "payment",
    "line_items",
    "has_updated_recipient_address",
  ),
];

function deadlineWords(before: Payload, after: Payload): string[] {
  const changed = deadlines.filter((key) => differs(before, after, key));
  const isNew = changed.every((key) => textOf(before[key]) === null);
  return [isNew ? "Deadlines are set" : "Deadlines have moved"];
}

const packageWords = (count: number) =>
  count === 0 ? "No package any more" : count === 1 ? "One package" : `${count} packages`;

function otherKeys(before: Payload, after: Payload): string[] {
  const told = new Set(known.flatMap(({ keys }) => keys));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !told.has(key) && differs(before, after, key),
  );
}

/** `is_sample_order` as people say it. */
const nameOf = (key: string) => key.replaceAll("_", " ");

function differs(before: Payload, after: Payload, key: string): boolean {
  const [old, now] = [before[key], after[key]];
  if (isBlank(old) && isBlank(now)) return false;
  return JSON.stringify(old) !== JSON.stringify(now);
}

/** Absent, null, empty and zero all mean that TikTok says nothing. */
function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === "0") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function textOf(value: unknown): string | null {
  return isBlank(value) || typeof value === "object" ? null : String(value);
}

const moveOf = (before: Payload, after: Payload) => `${codeOf(before.status)} → ${codeOf(after.status)}`;
const codeOf = (value: unknown) => humanizeCode(textOf(value) ?? "unknown");

const objectOf = (value: unknown): Payload =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Payload) : {};

const listOf = (value: unknown): Payload[] => (Array.isArray(value) ? value.map(objectOf) : []);

function instantOf(value: unknown): string | null {
  const seconds = Number(value);
  if (isBlank(value) || !Number.isFinite(seconds) || Math.abs(seconds) > 8.64e12) return null;
  return new Date(seconds * 1000).toISOString();
}
