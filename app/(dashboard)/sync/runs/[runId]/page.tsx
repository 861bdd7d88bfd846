import { ArrowLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { guardDatabase } from "@/components/guard-database";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { readBroughtOrders } from "@/db/queries/brought-orders";
import { countRunTasks, getSyncRun, listRunWindows, type RunDetail } from "@/db/queries/run-history";
import { listProofsOfRun } from "@/db/queries/span-proofs";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { formatInstant } from "@/lib/dates";
import { isUuid } from "@/lib/ids";
import { nounOf } from "@/lib/resource-words";
import { describeTrigger, nameRun } from "@/lib/run-words";
import { firstParam, hrefWith, type RawSearchParams } from "@/lib/search-params";
import { explainErrorCode } from "@/lib/sync-messages";
import { LiveRun } from "./_components/live-run";
import { RunComparisons } from "./_components/run-comparisons";
import { RunFigures } from "./_components/run-figures";
import { RunFound } from "./_components/run-found";
import { RunOrders } from "./_components/run-orders";
import { RunWindows } from "./_components/run-windows";

export const metadata = { title: "Sync run" };

const shownWindows = 100;
const shownOrders = 50;

export default function RunPage({ params, searchParams }: PageProps<"/sync/runs/[runId]">) {
  return guardDatabase(async () => renderRun((await params).runId, await searchParams));
}

async function renderRun(runId: string, params: RawSearchParams) {
  const { user, shops } = await requirePage("dashboard.view");
  if (!isUuid(runId)) notFound();
  const run = await getSyncRun({ shopIds: shops.map(({ shopId }) => shopId), runId });
  const shop = shops.find(({ shopId }) => shopId === run?.shopId);
  if (!run || !shop) notFound();
  const { shopId, timezone } = shop;
  const key = { shopId, runId };
  const [windows, tasks, proofs, brought] = await Promise.all([
    listRunWindows({ ...key, limit: shownWindows }),
    countRunTasks({ ...key, resource: run.resource, isRepair: run.kind === "repair" }),
    listProofsOfRun(key),
    run.resource === "orders" ? readBroughtOrders({ ...key, limit: shownOrders }) : null,
  ]);
  const now = new Date();
  const back = hrefWith("/sync", {}, { shop: firstParam(params, "shop") ?? null }) as Route;
  return (
    <>
      <Link
        href={back}
        className="-mb-2 inline-flex w-fit items-center gap-1.5 text-sm font-medium text-ink-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Sync
      </Link>
      <PageHeader
        title={run.resource === "orders" ? nameRun(run) : `${nameRun(run)} of ${nounOf(run.resource).many}`}
        hint={`${shop.name} · ${formatInstant(run.startedAt, timezone)}, shop time · ${describeTrigger(run.trigger)}`}
      />
      <Trouble run={run} hasDetail={can(user, "sync.control")} />
      {run.status === "running" ? (
        <LiveRun runId={runId} shopId={shopId} drawnAt={now.toISOString()} windows={windows} />
      ) : null}
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <RunFigures run={run} timezone={timezone} now={now} />
        <RunFound run={run} tasks={tasks} />
      </div>
      {brought ? (
        <RunOrders
          brought={brought}
          isWhole={brought.total >= run.inserted + run.updated}
          shopId={shopId}
          timezone={timezone}
          now={now}
        />
      ) : null}
      <RunComparisons proofs={proofs} timezone={timezone} now={now} />
      <RunWindows {...windows} resource={run.resource} timezone={timezone} />
    </>
  );
}

/** What went wrong in plain words, what to do, and for admins what the engine wrote down. */
function Trouble({ run, hasDetail }: { run: RunDetail; hasDetail: boolean }) {
  if (!run.errorCode) return null;
  const { title, sentence, action } = explainErrorCode(run.errorCode);
  return (
    <Notice tone={run.status === "failed" ? "bad" : "warn"}>
      <p className="font-semibold">{title}</p>
      <p>
        {sentence} {action}
      </p>
      {hasDetail && run.errorDetail ? (
        <p className="mt-1 font-mono text-xs break-words text-ink-muted">
          {run.errorCode}: {run.errorDetail}
        </p>
      ) : null}
    </Notice>
  );
}
