"use client";

import type { Route } from "next";
import { useActionState, useEffect } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { SoftLink } from "@/components/ui/soft-link";
import type { FormAction } from "@/lib/action-result";
import { hrefWith } from "@/lib/address";
import type { Diagnosis } from "@/lib/diagnosis";
import { useSyncFeed } from "./sync-provider";

type DoctorButtonProps = {
  diagnosis: Diagnosis;
  canReconnect: boolean;
  /** Asks for the shop's changes, which ends the wait after a failure. */
  refresh: FormAction;
};

const className = buttonVariants({ size: "sm" });

/** The one thing to press for what is wrong. */
export function DoctorButton({ diagnosis, canReconnect, refresh }: DoctorButtonProps) {
  const { action, runId, shopId } = diagnosis;
  const { poll } = useSyncFeed();
  const onSyncPage = (fragment: string, more: Record<string, string> = {}) =>
    `${hrefWith("/sync", {}, { shop: shopId, ...more })}#${fragment}` as Route;
  switch (action.kind) {
    case "reconnect":
      if (!canReconnect) return null;
      return (
        <a href={hrefWith("/api/tiktok/authorize", {}, { shop: shopId })} className={className}>
          {action.label}
        </a>
      );
    case "refresh":
      return <RefreshForm label={action.label} shopId={shopId} refresh={refresh} />;
    case "reload":
      return (
        <Button size="sm" onClick={poll}>
          {action.label}
        </Button>
      );
    case "open_run":
      return <Choice href={hrefWith(`/sync/runs/${runId}`, {}, { shop: shopId })}>{action.label}</Choice>;
    case "see_failed_runs":
      return <Choice href={onSyncPage("history", { outcome: "failed" })}>{action.label}</Choice>;
    case "see_proof":
      return <Choice href={onSyncPage("proof")}>{action.label}</Choice>;
    case "see_aside":
      return <Choice href={onSyncPage("aside")}>{action.label}</Choice>;
  }
}

function Choice({ href, children }: { href: string; children: string }) {
  return (
    <SoftLink href={href} className={className}>
      {children}
    </SoftLink>
  );
}

type RefreshFormProps = { label: string; shopId: string; refresh: FormAction };

function RefreshForm({ label, shopId, refresh }: RefreshFormProps) {
  const { poll } = useSyncFeed();
  const [result, submit, isPending] = useActionState(refresh, null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer, not for each new `poll`
  useEffect(() => {
    if (result?.ok) poll();
  }, [result]);

  return (
    <form action={submit} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="shopId" value={shopId} />
      <Button type="submit" size="sm" disabled={isPending}>
        {isPending ? "Asking…" : label}
      </Button>
      {result && !result.ok ? <span className="text-sm">{result.message}</span> : null}
    </form>
  );
}
