import { type ProductSort, productSorts } from "@/db/queries/product-board";
import { firstParam, type RawSearchParams } from "@/lib/address";
import { parseCurrency } from "@/lib/filters/currency";
import type { Filter } from "@/lib/filters/filter";
import { parseOneOf } from "@/lib/parsed";

export const productsPerPage = 50;
export const noSuchPage = "That page does not exist. Showing the first one.";

export type BoardPlace = { sort: ProductSort; page: number; currency: string; notices: string[] };

/** `?sort=units&page=2&currency=USD`; what cannot be read is left out, with a sentence for it. */
export function parseBoard(
  params: RawSearchParams,
  filter: Filter,
  currencies: readonly string[],
): BoardPlace {
  const fallback = currencies[0] ?? filter.shops[0].currency;
  const sort = parseOneOf(
    firstParam(params, "sort"),
    productSorts,
    "That order of the products is not known. The highest net sales come first.",
  );
  const currency = parseCurrency(firstParam(params, "currency"), {
    currencies: [...currencies, ...filter.shops.map((shop) => shop.currency)],
    fallback,
  });
  const page = firstParam(params, "page");
  const isPage = page === undefined || /^[1-9]\d{0,2}$/.test(page);
  return {
    sort: sort.value ?? "sales",
    page: isPage ? Number(page ?? "1") : 1,
    currency: currency.value,
    notices: [currency.notice, sort.notice, isPage ? null : noSuchPage].flatMap((notice) => notice ?? []),
  };
}
