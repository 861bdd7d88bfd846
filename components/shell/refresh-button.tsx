"use client";

import { RefreshCw } from "lucide-react";
import { useActionState, useEffect } from "react";
import { useChosenStatuses, useSyncFeed } from "@/components/sync/sync-provider";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/action-result";

/** Asks for what is new. A form, so that it works before (or without) JavaScript. */
export function RefreshButton({ action }: { action: FormAction }) {
  const { poll } = useSyncFeed();
  const shops = useChosenStatuses();
  const [result, submit, isPending] = useActionState(action, null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer, not for each new `poll`
  useEffect(() => {
    if (result?.ok) poll();
  }, [result]);

  return (
    <form action={submit} className="relative shrink-0">
      {shops.map(({ shopId }) => (
        <input key={shopId} type="hidden" name="shopId" value={shopId} />
      ))}
      <Button
        type="submit"
        size="sm"
        data-shortcut="r"
        aria-keyshortcuts="R"
        disabled={isPending || shops.length === 0}
        className="min-w-24"
      >
        <RefreshCw aria-hidden className={isPending ? "motion-safe:animate-spin" : ""} />
        {isPending ? "Refreshing…" : "Refresh"}
      </Button>
      {result && !result.ok ? (
        <p
          role="alert"
          className="absolute top-full right-0 z-40 mt-2 w-64 rounded-md border border-bad/30 bg-surface-raised p-3 text-sm shadow-pop"
        >
          {result.message}
        </p>
      ) : null}
    </form>
  );
}
