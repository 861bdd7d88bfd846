import { planListing } from "@/db/queries/order-listing";
import { rawParams } from "@/lib/address";
import { audit } from "@/lib/auth/audit";
import { listMyShops } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { authedRoute } from "@/lib/auth/route";
import { NotFoundError } from "@/lib/errors";
import { filterToday, parseFilter } from "@/lib/filters/filter";
import { describeFilter } from "@/lib/filters/labels";
import { parseSelection } from "@/lib/filters/selection";
import { describeSelection } from "@/lib/filters/selection-labels";
import { parseOrderSearch } from "@/lib/search-params";
import { exportOrders } from "../_components/export-orders";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Every order of the list that the same parameters show on `/orders`, as a file. */
export const GET = authedRoute("orders.export", async (request, user) => {
  const params = rawParams(new URL(request.url).searchParams);
  const shops = await listMyShops();
  const parsed = parseFilter(params, { shops, now: new Date(), defaultRange: "all" });
  if (!parsed) throw new NotFoundError("No shop is connected yet.");
  const { filter } = parsed;
  const selection = parseSelection(params, filter).value;
  const search = parseOrderSearch(params).value;
  const listing = await planListing({ selection, search, canSearchBuyers: can(user, "buyers.view") });
  const parts = describeSelection(selection).map(({ text }) => text);
  await audit(user, "orders.exported", {
    // Not what was searched for: it may be a buyer, and entries outlive an erasure.
    details: { filter: [describeFilter(filter), ...parts].join(" · "), isSearch: search !== null },
  });
  return exportOrders(listing, { fileName: `orders-${filterToday(filter)}.csv` });
});
