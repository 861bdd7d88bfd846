import { cronRoute } from "@/lib/cron";
import { auditShops } from "@/lib/sync/dispatch";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export const GET = cronRoute(auditShops);
