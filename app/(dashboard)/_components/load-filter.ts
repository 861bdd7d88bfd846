import type { ProductChoice } from "@/db/queries/product-choices";
import { findProducts, listProductNames } from "@/db/queries/product-choices";
import type { Shop } from "@/db/queries/shops";
import { listMyShops } from "@/lib/auth/page";
import { type DefaultRange, type Filter, parseFilter } from "@/lib/filters/filter";
import { firstParam, type RawSearchParams } from "@/lib/search-params";

const shownProducts = 20;

export type LoadedFilter = {
  filter: Filter;
  notices: string[];
  /** Every shop the reader may see. */
  shops: Shop[];
  now: Date;
  /** To be handed to the filter bar as they are. */
  chosenProducts: ProductChoice[];
  foundProducts: ProductChoice[] | null;
};

/** The filter an address asks for, with what its bar has to name; null when no shop is connected. */
export async function loadFilter(
  params: RawSearchParams,
  options: { defaultRange?: DefaultRange } = {},
): Promise<LoadedFilter | null> {
  const shops = await listMyShops();
  const now = new Date();
  const parsed = parseFilter(params, { shops, now, ...options });
  if (!parsed) return null;
  const { filter, notices } = parsed;
  const shopIds = filter.shops.map(({ shopId }) => shopId);
  const text = firstParam(params, "find")?.trim().slice(0, 100);
  const [chosenProducts, foundProducts] = await Promise.all([
    listProductNames({ shopIds, productIds: filter.productIds }),
    text ? findProducts({ shopIds, text, limit: shownProducts }) : null,
  ]);
  return { filter, notices, shops, now, chosenProducts, foundProducts };
}
