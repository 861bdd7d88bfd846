import { type ProductSort, productSorts } from "@/db/queries/product-board";
import { firstParam, type RawSearchParams } from "@/lib/address";
import type { Filter } from "@/lib/filters/filter";

export const productsPerPage = 50;

/** `?sort=units&page=2&currency=USD`; what cannot be read is left out. */
export function parseBoard(params: RawSearchParams, filter: Filter, currencies: readonly string[]) {
  const asked = firstParam(params, "currency");
  const page = Number(firstParam(params, "page") ?? "1");
  const sort = productSorts.find((one) => one === firstParam(params, "sort")) ?? "sales";
  const fallback = currencies[0] ?? filter.shops[0].currency;
  return {
    sort: sort as ProductSort,
    page: Number.isInteger(page) && page >= 1 && page <= 1_000 ? page : 1,
    currency: asked && /^[A-Z]{3}$/.test(asked) ? asked : fallback,
  };
}
