import { humanizeCode } from "@/lib/format";

/** Where a return stands for the seller, in the order of what there is to do. */
export const returnStates = [
  "waiting",
  "under-way",
  "refunded",
  "replaced",
  "declined",
  "withdrawn",
] as const;
export type ReturnState = (typeof returnStates)[number];

export const returnStateLabels: Record<ReturnState, string> = {
  waiting: "Waiting for you",
  "under-way": "Under way",
  refunded: "Refunded",
  replaced: "Replaced",
  declined: "Declined",
  withdrawn: "Withdrawn",
};

type Status = { state: ReturnState; label: string };

/** TikTok's states; the word order of some is TikTok's own. Only a completed request has given money back. */
const statuses: Record<string, Status> = {
  RETURN_OR_REFUND_REQUEST_PENDING: { state: "waiting", label: "Asked for" },
  REPLACEMENT_REQUEST_PENDING: { state: "waiting", label: "Replacement asked for" },
  AWAITING_BUYER_SHIP: { state: "under-way", label: "Buyer to send it" },
  BUYER_SHIPPED_ITEM: { state: "under-way", label: "On its way back" },
  AWAITING_BUYER_RESPONSE: { state: "under-way", label: "Buyer to answer" },
  REJECT_RECEIVE_PACKAGE: { state: "under-way", label: "Parcel refused" },
  RETURN_OR_REFUND_REQUEST_SUCCESS: { state: "under-way", label: "Approved" },
  REPLACEMENT_REQUEST_REFUND_SUCCESS: { state: "under-way", label: "Refund instead, approved" },
  RETURN_OR_REFUND_REQUEST_COMPLETE: { state: "refunded", label: "Refunded" },
  REPLACEMENT_REQUEST_COMPLETE: { state: "replaced", label: "Replaced" },
  REFUND_OR_RETURN_REQUEST_REJECT: { state: "declined", label: "Declined" },
  REPLACEMENT_REQUEST_REJECT: { state: "declined", label: "Replacement declined" },
  RETURN_OR_REFUND_REQUEST_CANCEL: { state: "withdrawn", label: "Withdrawn" },
  REPLACEMENT_REQUEST_CANCEL: { state: "withdrawn", label: "Replacement withdrawn" },
};

export const knownStatuses = Object.keys(statuses);

/** A state that TikTok adds one day is under way until we know better. */
export function describeReturnStatus(status: string): Status {
  return statuses[status] ?? { state: "under-way", label: humanizeCode(status) };
}

export function statusesOfState(state: ReturnState): string[] {
  return knownStatuses.filter((status) => statuses[status]?.state === state);
}

const typeLabels: Record<string, string> = {
  REFUND: "Refund only",
  RETURN_AND_REFUND: "Return and refund",
  REPLACEMENT: "Replacement",
};

export function describeReturnType(type: string | null): string {
  if (type === null) return "–";
  return typeLabels[type] ?? humanizeCode(type);
}

/** What TikTok's reason says to a person: its own words, else its code made readable. */
export function describeReason(code: string, text: string | null): string {
  if (text) return text;
  return code === "" ? "No reason given" : humanizeCode(code);
}
