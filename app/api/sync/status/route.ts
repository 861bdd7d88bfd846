import { listSyncStatuses } from "@/db/queries/sync-status";
import { authedRoute } from "@/lib/auth/route";
import { onlyPermitted } from "@/lib/shop-access";

export const dynamic = "force-dynamic";

export const GET = authedRoute("dashboard.view", async (_request, user) => {
  const shops = onlyPermitted(user.shopAccess, await listSyncStatuses());
  return Response.json({ shops }, { headers: { "cache-control": "no-store" } });
});
