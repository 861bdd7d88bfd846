import { type AuditRow, walkAudit } from "@/db/queries/audit";
import { parseAuditRequest } from "@/lib/audit-filter";
import { audit } from "@/lib/auth/audit";
import { listMyShops } from "@/lib/auth/page";
import { authedRoute } from "@/lib/auth/route";
import type { CsvCell } from "@/lib/csv";
import { csvResponse } from "@/lib/csv-response";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

const header = ["at", "who", "action", "subject", "shop_id", "address", "user_agent", "details"];

/** Every entry of the page's filter, as a file; taking it is an entry of its own. */
export const GET = authedRoute("audit.view", async (request, user) => {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const { filter } = parseAuditRequest(params);
  const timezone = (await listMyShops())[0]?.timezone ?? "UTC";
  await audit(user, "audit.exported", { details: { ...filter } });
  return csvResponse({
    fileName: "audit-log.csv",
    header,
    batches: toLines(walkAudit({ filter, timezone })),
  });
});

async function* toLines(batches: AsyncIterable<AuditRow[]>): AsyncGenerator<CsvCell[][]> {
  for await (const rows of batches) {
    yield rows.map((row) => [
      row.at,
      row.actorEmail,
      row.action,
      row.subject,
      row.shopId,
      row.address,
      row.userAgent,
      JSON.stringify(row.details),
    ]);
  }
}
