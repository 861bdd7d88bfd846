import type { SyncRun } from "@/db/queries/run-history";
import { describeStopReason, explainErrorCode } from "@/lib/sync-messages";

const outcomeDots: Record<SyncRun["status"], string> = {
  running: "bg-accent motion-safe:animate-pulse",
  succeeded: "bg-good",
  failed: "bg-bad",
  cancelled: "bg-ink-muted",
};

type RunOutcomeProps = {
  run: Pick<SyncRun, "status" | "stopReason" | "errorCode">;
  /** Leaves the advice out, where it stands elsewhere. */
  isShort?: boolean;
};

/** Why a run stopped, and what to do where something is to be done. */
export function RunOutcome({ run, isShort = false }: RunOutcomeProps) {
  const advice = run.errorCode ? explainErrorCode(run.errorCode) : null;
  return (
    <div className="flex gap-2">
      <span aria-hidden className={`mt-1.5 size-2 shrink-0 rounded-full ${outcomeDots[run.status]}`} />
      <div>
        <p>{describeStopReason(run.stopReason, run.errorCode)}</p>
        {advice && !isShort && run.status !== "succeeded" ? (
          <p className="text-xs text-pretty text-ink-muted">
            {advice.sentence} {advice.action}
          </p>
        ) : null}
      </div>
    </div>
  );
}
