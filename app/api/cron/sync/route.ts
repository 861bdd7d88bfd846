import { after } from "next/server";
import { cronRoute } from "@/lib/cron";
import { syncDueShops } from "@/lib/sync/dispatch";
import { registerRefused } from "@/lib/sync/register-notifications";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export const GET = cronRoute(async (options) => {
  const reports = await syncDueShops(options);
  after(registerRefused);
  return reports;
});
