"use client";

import { TriangleAlert } from "lucide-react";
import { usePathname } from "next/navigation";
import type { FormAction } from "@/lib/action-result";
import { databaseUnreachable } from "@/lib/diagnosis";
import { DoctorButton } from "./doctor-button";
import { useShopStatus, useSyncFeed, useSyncSummary } from "./sync-provider";

type SyncBannerProps = { canReconnect: boolean; refresh: FormAction };

/**
 * Says on every page that the sync needs somebody, with the one thing to press; old numbers stay, dated. The Sync page
 * says it in full.
 */
export function SyncBanner({ canReconnect, refresh }: SyncBannerProps) {
  const summary = useSyncSummary();
  const shown = useShopStatus()?.shopId;
  const { isDatabaseAway } = useSyncFeed();
  const isOnSyncPage = usePathname() === "/sync";
  const problem = isDatabaseAway ? databaseUnreachable : summary?.problems[0];
  if (!problem || problem.tone === "note") return null;
  if (isOnSyncPage && problem.shopId === shown) return null;
  const isBad = problem.tone === "bad";
  return (
    <div
      role="alert"
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2.5 text-sm lg:px-8 ${
        isBad ? "border-bad/25 bg-bad-soft" : "border-warn/25 bg-warn-soft"
      }`}
    >
      <TriangleAlert aria-hidden className={`size-4 shrink-0 ${isBad ? "text-bad" : "text-warn"}`} />
      <p className="min-w-0 flex-1 text-pretty max-sm:basis-4/5">{problem.sentence}</p>
      <DoctorButton diagnosis={problem} canReconnect={canReconnect} refresh={refresh} />
    </div>
  );
}
