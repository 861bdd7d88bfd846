import { ChevronLeft, ChevronRight, History } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { RunOutcome } from "@/components/sync/run-outcome";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import type { RunPage, SyncRun } from "@/db/queries/run-history";
import { formatInstantShort } from "@/lib/dates";
import { formatCount, formatDuration } from "@/lib/format";
import { nounOf } from "@/lib/resource-words";
import { encodeRunCursor, isFiltered, type RunCursor, type RunFilter } from "@/lib/run-filters";
import { describeTrigger, nameRun } from "@/lib/run-words";
import { firstParam, hrefWith, type RawSearchParams } from "@/lib/search-params";
import { RunFilters } from "./run-filters";

type RunHistoryProps = {
  page: RunPage;
  filter: RunFilter;
  params: RawSearchParams;
  timezone: string;
  now: Date;
};

const columns = ["Calls", "Fetched", "New", "Changed", "Unchanged", "Set aside"];

/** What each run cost and brought, and why it stopped. */
export function RunHistory({ page, filter, params, timezone, now }: RunHistoryProps) {
  const { runs } = page;
  const shopParam = firstParam(params, "shop") ?? null;
  return (
    <Card id="history" aria-labelledby="history-title" className="scroll-mt-20">
      <CardHeader id="history-title" title="Run history" hint="Newest first; each run has a page of its own">
        <RunFilters filter={filter} params={params} />
      </CardHeader>
      {runs.length === 0 ? (
        <NoRuns isFiltered={isFiltered(filter)} shopParam={shopParam} />
      ) : (
        <div className="pt-2 pb-1">
          <Table aria-label="Run history">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Outcome</th>
                <th scope="col">Started</th>
                <th scope="col" className="num">
                  Took
                </th>
                {columns.map((column) => (
                  <th scope="col" key={column} className="num">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow key={run.id} run={run} shopParam={shopParam} timezone={timezone} now={now} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <Pages page={page} params={params} />
    </Card>
  );
}

type RunRowProps = { run: SyncRun; shopParam: string | null; timezone: string; now: Date };

function RunRow({ run, shopParam, timezone, now }: RunRowProps) {
  const figures = [run.apiCalls, run.fetched, run.inserted, run.updated, run.unchanged, run.rejected];
  const of = run.resource === "orders" ? "" : ` of ${nounOf(run.resource).many}`;
  return (
    <tr>
      <td className="whitespace-nowrap">
        <Link
          href={hrefWith(`/sync/runs/${run.id}`, {}, { shop: shopParam }) as Route}
          prefetch={false}
          className="font-medium underline-offset-3 hover:text-accent hover:underline"
        >
          {nameRun(run)}
          {of}
        </Link>
        <p className="text-xs text-ink-muted">{describeTrigger(run.trigger)}</p>
      </td>
      <td className="min-w-44 max-w-96">
        <RunOutcome run={run} />
      </td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums">
        <time dateTime={run.startedAt}>{formatInstantShort(run.startedAt, timezone, now)}</time>
      </td>
      <td className="num">{run.durationMs === null ? "–" : formatDuration(run.durationMs)}</td>
      {figures.map((figure, index) => (
        <td key={columns[index]} className={`num ${figure === 0 ? "text-ink-muted" : ""}`}>
          {formatCount(figure)}
        </td>
      ))}
    </tr>
  );
}

function NoRuns({ isFiltered: isNarrowed, shopParam }: { isFiltered: boolean; shopParam: string | null }) {
  if (!isNarrowed) {
    return (
      <EmptyState icon={History} title="No run yet">
        The first sync starts by itself within a minute of connecting a shop.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={History}
      title="No run fits"
      action={
        <Link
          href={hrefWith("/sync", {}, { shop: shopParam }) as Route}
          scroll={false}
          className={buttonVariants()}
        >
          Show every run
        </Link>
      }
    >
      No run of this shop is of that kind, cause and outcome.
    </EmptyState>
  );
}

function Pages({ page, params }: { page: RunPage; params: RawSearchParams }) {
  if (!page.previous && !page.next) return null;
  return (
    <nav
      aria-label="Pages of runs"
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5"
    >
      <PageLink cursor={page.previous} params={params}>
        <ChevronLeft aria-hidden />
        Newer runs
      </PageLink>
      <PageLink cursor={page.next} params={params}>
        Older runs
        <ChevronRight aria-hidden />
      </PageLink>
    </nav>
  );
}

type PageLinkProps = { cursor: RunCursor | null; params: RawSearchParams; children: React.ReactNode };

function PageLink({ cursor, params, children }: PageLinkProps) {
  const className = buttonVariants({ size: "sm" });
  if (!cursor) {
    return (
      <span aria-disabled className={className}>
        {children}
      </span>
    );
  }
  const href = `${hrefWith("/sync", params, { cursor: encodeRunCursor(cursor) })}#history`;
  return (
    <Link href={href as Route} prefetch={false} className={className}>
      {children}
    </Link>
  );
}
