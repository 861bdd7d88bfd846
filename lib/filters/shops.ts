import type { RawSearchParams } from "@/lib/address";
import type { Parsed } from "@/lib/parsed";

/** The word that stands for every shop. */
export const allShops = "all";

type ShopId = { shopId: string };

/** `?shop=a`, `?shop=a&shop=b` or `?shop=all`; without one the first. An unknown one is dropped with a notice. */
export function parseShops<T extends ShopId>(params: RawSearchParams, shops: readonly T[]): Parsed<T[]> {
  const asked = [...new Set([params.shop ?? []].flat().filter((id) => id !== ""))];
  if (asked.includes(allShops)) return { value: [...shops], notice: null };
  const known = shops.filter(({ shopId }) => asked.includes(shopId));
  const notice = known.length === asked.length ? null : "A shop in the address is not connected here.";
  return { value: known.length > 0 ? known : shops.slice(0, 1), notice };
}

/** The `shop` parameters that name exactly these of all shops. */
export function shopParams(chosen: readonly ShopId[], shops: readonly ShopId[]): string[] {
  if (chosen.length === shops.length && shops.length > 1) return [allShops];
  const [only] = chosen;
  if (chosen.length === 1 && only?.shopId === shops[0]?.shopId) return [];
  return chosen.map(({ shopId }) => shopId);
}
