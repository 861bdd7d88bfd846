import { listCurrencies } from "@/db/queries/product-board";
import { rawParams } from "@/lib/address";
import { audit } from "@/lib/auth/audit";
import { listMyShops } from "@/lib/auth/page";
import { authedRoute } from "@/lib/auth/route";
import { NotFoundError } from "@/lib/errors";
import { filterToday, parseFilter } from "@/lib/filters/filter";
import { describeFilter } from "@/lib/filters/labels";
import { parseBoard } from "../_components/board-params";
import { exportProducts } from "../_components/export-products";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Every product of the leaderboard that the same parameters show on `/products`, as a file. */
export const GET = authedRoute("orders.export", async (request, user) => {
  const params = rawParams(new URL(request.url).searchParams);
  const parsed = parseFilter(params, { shops: await listMyShops(), now: new Date() });
  if (!parsed) throw new NotFoundError("No shop is connected yet.");
  const { filter } = parsed;
  const { sort, currency } = parseBoard(params, filter, await listCurrencies(filter));
  const details = { filter: `${describeFilter(filter)} · ${currency}` };
  await audit(user, "figures.exported", { subject: "Products", details });
  return exportProducts({ filter, currency, sort }, { fileName: `products-${filterToday(filter)}.csv` });
});
