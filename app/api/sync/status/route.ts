import { listSyncStatuses } from "@/db/queries/sync-status";
import { requireApiUser } from "@/lib/auth/session";
import { answerErrors } from "@/lib/http";

export const dynamic = "force-dynamic";

export const GET = answerErrors(async () => {
  await requireApiUser();
  return Response.json({ shops: await listSyncStatuses() }, { headers: { "cache-control": "no-store" } });
});
