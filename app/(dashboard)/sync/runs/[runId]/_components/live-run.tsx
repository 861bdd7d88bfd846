"use client";

import { RunProgress } from "@/components/sync/run-progress";
import { useStatusOf } from "@/components/sync/sync-provider";
import { Card } from "@/components/ui/card";

type LiveRunProps = {
  runId: string;
  shopId: string;
  drawnAt: string;
  windows: { done: number; total: number };
};

/** The progress of this run while it is the one that the shop's status tells of. */
export function LiveRun({ runId, shopId, drawnAt, windows }: LiveRunProps) {
  const status = useStatusOf(shopId);
  if (status?.run?.runId !== runId) return null;
  return (
    <Card aria-label="Progress">
      <div className="grid gap-4 px-4 py-4 sm:px-5">
        <RunProgress run={status.run} resource={status.resource} drawnAt={drawnAt} windows={windows} />
      </div>
    </Card>
  );
}
