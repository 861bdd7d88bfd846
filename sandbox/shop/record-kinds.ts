import { cancellationJson, cancelTypeOf } from "./cancellation-json";
import { CANCEL_STATUSES, CANCEL_TYPES } from "./cancellation-story";
import { Dice } from "./dice";
import type { RecordBook } from "./record-book";
import { type RecordJson, returnJson } from "./return-json";
import { RETURN_STATUSES, RETURN_TYPES, returnTypeOf } from "./return-story";
import type { ShopBook } from "./shop-book";

/** What differs between returns and cancellations. */
export interface RecordKind {
  statuses: readonly string[];
  types: readonly string[];
  /** What a record added by a control command has unless told otherwise. */
  firstStatus: string;
  bookOf(shop: ShopBook): RecordBook;
  idOf(shop: ShopBook, slot: number): string;
  /** The slot that an id claims, or null. */
  slotOf(shop: ShopBook, id: string): number | null;
  typeOf(shop: ShopBook, slot: number): string;
  /** A record that is present, as the search answers it. */
  render(shop: ShopBook, slot: number): RecordJson;
}

export const RETURNS: RecordKind = {
  statuses: RETURN_STATUSES,
  types: RETURN_TYPES,
  firstStatus: "RETURN_OR_REFUND_REQUEST_PENDING",
  bookOf: ({ returns }) => returns,
  idOf: ({ facts }, slot) => facts.identifiers.return(slot),
  slotOf: ({ facts }, id) => facts.identifiers.slotOfReturn(id),
  typeOf: (shop, slot) =>
    returnTypeOf(new Dice(shop.facts.seed, slot), shop.lifeOf(slot), shop.returns.overrides.get(slot)),
  render: (shop, slot) => returnJson(contextOf(shop, slot, shop.returns)),
};

export const CANCELLATIONS: RecordKind = {
  statuses: CANCEL_STATUSES,
  types: CANCEL_TYPES,
  firstStatus: "CANCELLATION_REQUEST_PENDING",
  bookOf: ({ cancellations }) => cancellations,
  idOf: ({ facts }, slot) => facts.identifiers.cancellation(slot),
  slotOf: ({ facts }, id) => facts.identifiers.slotOfCancellation(id),
  typeOf: (shop, slot) => cancelTypeOf(shop.lifeOf(slot), shop.cancellations.overrides.get(slot)),
  render: (shop, slot) => cancellationJson(contextOf(shop, slot, shop.cancellations)),
};

function contextOf(shop: ShopBook, slot: number, records: RecordBook) {
  const record = records.get(slot);
  if (record === undefined) throw new Error(`The sandbox has no such record of order ${slot}`);
  return {
    facts: shop.facts,
    slot,
    buyer: shop.columns.buyer[slot] ?? 0,
    life: shop.lifeOf(slot),
    override: records.overrides.get(slot),
    record,
  };
}
