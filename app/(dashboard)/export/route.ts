import { rawParams } from "@/lib/address";
import { audit } from "@/lib/auth/audit";
import { listMyShops, listMySyncStatuses } from "@/lib/auth/page";
import { authedRoute } from "@/lib/auth/route";
import { NotFoundError } from "@/lib/errors";
import { filterToday, parseFilter } from "@/lib/filters/filter";
import { describeFilter } from "@/lib/filters/labels";
import { comparePeriods } from "@/lib/metrics/period";
import { exportSales } from "../_components/overview/export-sales";
import { loadSales } from "../_components/overview/load-sales";
import { reachOf } from "../_components/overview/sync-reach";

export const dynamic = "force-dynamic";

/** The sales that the same parameters show on the Overview, by day or by hour, as a file. */
export const GET = authedRoute("orders.export", async (request, user) => {
  const params = rawParams(new URL(request.url).searchParams);
  const [shops, statuses] = await Promise.all([listMyShops(), listMySyncStatuses()]);
  const now = new Date();
  const parsed = parseFilter(params, { shops, now });
  if (!parsed) throw new NotFoundError("No shop is connected yet.");
  const { filter } = parsed;
  const { syncedThrough, fullRunShopIds } = reachOf(statuses, filter);
  const comparison = comparePeriods({ filter, now, syncedThrough });
  const data = await loadSales({ filter, comparison, fullRunShopIds, now });
  await audit(user, "figures.exported", { subject: "Sales", details: { filter: describeFilter(filter) } });
  const currencies = filter.shops.map(({ currency }) => currency);
  return exportSales(data, currencies, `sales-${filterToday(filter)}.csv`);
});
