import type { RawSearchParams } from "@/lib/address";
import type { Parsed } from "@/lib/parsed";

/** `fulfillment_type` of an order (order search, version 202309), with the word the address bar uses for each. */
const words = {
  FULFILLMENT_BY_SELLER: "seller",
  FULFILLMENT_BY_TIKTOK: "tiktok",
  FULFILLMENT_BY_DILAYANI_TOKOPEDIA: "tokopedia",
} as const;

export type FulfilmentType = keyof typeof words;

export const fulfilmentTypes = Object.keys(words) as FulfilmentType[];

export function fulfilmentWord(type: FulfilmentType): string {
  return words[type];
}

/** `?fulfilment=seller&fulfilment=tiktok`; an unknown one is dropped with a notice. */
export function parseFulfilment(params: RawSearchParams): Parsed<FulfilmentType[]> {
  const given = [params.fulfilment ?? []].flat().flatMap((value) => value.split(","));
  const asked = [...new Set(given.map((value) => value.trim().toLowerCase()).filter(Boolean))];
  const value = fulfilmentTypes.filter((type) => asked.includes(words[type]));
  return {
    value,
    notice:
      value.length === asked.length
        ? null
        : "A fulfilment type in the address is not known and was left out.",
  };
}
