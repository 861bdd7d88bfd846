"use client";

import { CircleX, RotateCcw } from "lucide-react";
import { type FormEvent, useActionState, useEffect, useRef } from "react";
import { RunProgress } from "@/components/sync/run-progress";
import { StateBadge } from "@/components/sync/state-badge";
import { useStatusOf, useSyncFeed } from "@/components/sync/sync-provider";
import { Button } from "@/components/ui/button";
import { Fact } from "@/components/ui/fact";
import type { FormAction } from "@/lib/action-result";
import { formatInstantShort } from "@/lib/dates";
import { formatCount, formatCounted, formatSpanRange } from "@/lib/format";
import type { FullSyncForecast } from "@/lib/sync-forecast";
import type { SyncStatus } from "@/lib/sync-status";
import { cancelResyncAction, startResyncAction } from "../actions";
import { ConfirmResync } from "./confirm-resync";

type ResyncControlProps = {
  shopId: string;
  shopName: string;
  timezone: string;
  drawnAt: string;
  isAsking: boolean;
  forecast: FullSyncForecast | null;
};

/** The state of a shop, the resync with its price beside the button, and the one that runs with its progress. */
export function ResyncControl({
  shopId,
  shopName,
  timezone,
  drawnAt,
  isAsking,
  forecast,
}: ResyncControlProps) {
  const status = useStatusOf(shopId);
  if (!status) return null;
  const { run, resource } = status;
  const isReadingAll = run?.kind === "full";
  return (
    <div className="grid gap-4 px-4 py-4 sm:px-5">
      <StateLine status={status} />
      {run ? <RunProgress run={run} resource={resource} drawnAt={drawnAt} /> : null}
      {isReadingAll ? null : <Facts status={status} timezone={timezone} drawnAt={drawnAt} />}
      {isReadingAll && run.isResync ? <CancelResync shopId={shopId} runId={run.runId} /> : null}
      {isReadingAll ? null : (
        <StartResync
          shopId={shopId}
          isAsking={isAsking}
          isParked={status.state === "needs_reconnecting"}
          price={describePrice(forecast)}
          question={`Read all ${formatCounted(status.recordsTotal, "order", "orders")} of ${shopName} again?`}
        />
      )}
    </div>
  );
}

function StateLine({ status }: { status: SyncStatus }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StateBadge state={status.state} label={status.label} />
      <p className="min-w-0 flex-1 basis-64 text-pretty text-ink-muted">{status.sentence}</p>
    </div>
  );
}

type FactsProps = { status: SyncStatus; timezone: string; drawnAt: string };

function Facts({ status, timezone, drawnAt }: FactsProps) {
  const tell = (instant: string | null) =>
    instant === null ? (
      "–"
    ) : (
      <time dateTime={instant}>{formatInstantShort(instant, timezone, new Date(drawnAt))}</time>
    );
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 tabular-nums sm:grid-cols-4">
      <Fact label="Orders here">{formatCount(status.recordsTotal)}</Fact>
      <Fact label="Complete through">{tell(status.syncedThrough)}</Fact>
      <Fact label="Last sync">{tell(status.lastSyncTime)}</Fact>
      <Fact label="Last full sync">{tell(status.lastFullSyncTime)}</Fact>
    </dl>
  );
}

function describePrice(forecast: FullSyncForecast | null): string {
  if (!forecast) return "There is nothing here to compare with yet.";
  const { calls, lowSeconds, highSeconds, basis } = forecast;
  const ground =
    basis === "measured" ? "at the speed of the last full syncs" : "at the speed TikTok suggests";
  return `About ${formatCounted(calls, "API call", "API calls")}, ${formatSpanRange(lowSeconds * 1000, highSeconds * 1000)} ${ground}.`;
}

type StartResyncProps = {
  shopId: string;
  isAsking: boolean;
  isParked: boolean;
  price: string;
  question: string;
};

/** Without a script the button leads to the same question on the page itself. */
function StartResync({ shopId, isAsking, isParked, price, question }: StartResyncProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [result, submit, isPending] = usePolledAction(startResyncAction);
  useEffect(() => {
    if (result?.ok) dialog.current?.close();
  }, [result]);
  const isOnPage = isAsking && !isParked;
  const confirm = (
    <ConfirmResync
      shopId={shopId}
      asked={isOnPage ? "page" : "dialog"}
      question={question}
      price={price}
      submit={submit}
      isPending={isPending}
      error={result && !result.ok ? result.message : null}
    />
  );
  const ask = (event: FormEvent) => {
    event.preventDefault();
    dialog.current?.showModal();
  };
  if (isOnPage) return <div className="rounded-md border border-accent/30 bg-accent-soft p-4">{confirm}</div>;
  return (
    <>
      <form
        action="/admin"
        method="get"
        onSubmit={ask}
        className="flex flex-wrap items-center gap-x-4 gap-y-2"
      >
        <input type="hidden" name="confirm" value={shopId} />
        <Button type="submit" disabled={isParked} aria-describedby={`price-${shopId}`}>
          <RotateCcw aria-hidden />
          Full resync
        </Button>
        <p id={`price-${shopId}`} className="min-w-0 flex-1 basis-56 text-sm text-pretty text-ink-muted">
          {isParked ? "Connect the shop again first." : price}
        </p>
      </form>
      <dialog
        ref={dialog}
        aria-label="Confirm the full resync"
        className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface-raised p-5 text-ink shadow-pop backdrop:bg-black/40"
      >
        {confirm}
      </dialog>
    </>
  );
}

function CancelResync({ shopId, runId }: { shopId: string; runId: string }) {
  const [result, submit, isPending] = usePolledAction(cancelResyncAction);
  return (
    <form action={submit} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <input type="hidden" name="shopId" value={shopId} />
      <input type="hidden" name="runId" value={runId} />
      <Button type="submit" disabled={isPending}>
        <CircleX aria-hidden />
        {isPending ? "Cancelling…" : "Cancel resync"}
      </Button>
      <p aria-live="polite" className="min-w-0 flex-1 basis-56 text-sm text-pretty text-ink-muted">
        {result && !result.ok ? result.message : "Safe at any time: what has been read stays."}
      </p>
    </form>
  );
}

type Action = FormAction;

/** The state of a form whose effect the next poll of the sync status shows. */
function usePolledAction(action: Action) {
  const { poll } = useSyncFeed();
  const state = useActionState(action, null);
  const [result] = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer, not for each new `poll`
  useEffect(() => {
    if (result?.ok) poll();
  }, [result]);
  return state;
}
