"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/action-result";
import { formatDuration } from "@/lib/format";
import { testShopAction } from "../actions";

/** One cheap call to TikTok; how it went stands beside the button. */
export function TestButton({ shopId }: { shopId: string }) {
  const [result, submit, isPending] = useActionState<ActionResult<{ tookMs: number }> | null, FormData>(
    testShopAction,
    null,
  );
  return (
    <form action={submit} className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <input type="hidden" name="shopId" value={shopId} />
      <Button type="submit" size="sm" disabled={isPending}>
        {isPending ? "Asking TikTok…" : "Test"}
      </Button>
      <span role="status" className="text-sm empty:absolute">
        {result && !isPending ? <Outcome result={result} /> : null}
      </span>
    </form>
  );
}

function Outcome({ result }: { result: ActionResult<{ tookMs: number }> }) {
  if (!result.ok) return <span className="text-bad">{result.message}</span>;
  return <span className="text-good">TikTok answered in {formatDuration(result.data.tookMs)}.</span>;
}
