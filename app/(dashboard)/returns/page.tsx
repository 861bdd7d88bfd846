import { Undo2 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { FilterBar } from "@/components/filters/filter-bar";
import { guardDatabase } from "@/components/guard-database";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listMyStatusesOf, requirePage } from "@/lib/auth/page";
import { sharedTimezone } from "@/lib/filters/filter";
import { parseReturnAddress } from "@/lib/returns/address";
import { encodeOrderCursor, hrefWith, type OrderCursor, type RawSearchParams } from "@/lib/search-params";
import { type LoadedFilter, loadFilter } from "../_components/load-filter";
import { NoShop } from "../_components/no-shop";
import { Figures } from "./_components/figures";
import { loadReturns } from "./_components/load-returns";
import { isNothingCopied, NotCopiedYet } from "./_components/not-copied-yet";
import { Rankings } from "./_components/rankings";
import { ReturnTable } from "./_components/return-table";
import { ReturnsNotices } from "./_components/returns-notices";
import { StateFilter } from "./_components/state-filter";

export const metadata = { title: "Returns" };

export default function ReturnsPage({ searchParams }: PageProps<"/returns">) {
  return guardDatabase(async () => renderReturns(await searchParams));
}

async function renderReturns(params: RawSearchParams) {
  const [, loaded, statuses] = await Promise.all([
    requirePage("dashboard.view"),
    loadFilter(params),
    listMyStatusesOf("returns"),
  ]);
  if (!loaded) return <NoShop title="Returns" what="Returns appear" icon={Undo2} />;
  const { filter } = loaded;
  const address = parseReturnAddress(params);
  return (
    <>
      <PageHeader title="Returns" hint={describeDays(loaded)} />
      <FilterBar
        pathname="/returns"
        params={params}
        filter={filter}
        chosenProducts={loaded.chosenProducts}
        foundProducts={loaded.foundProducts}
        hasCompare={false}
      />
      <Notices texts={[...loaded.notices, ...address.notices]} />
      {isNothingCopied(statuses, filter) ? (
        <NotCopiedYet />
      ) : (
        <>
          <ReturnsNotices statuses={statuses} filter={filter} />
          {await renderCopied(params, loaded, address)}
        </>
      )}
    </>
  );
}

async function renderCopied(
  params: RawSearchParams,
  { filter, now }: LoadedFilter,
  { selection, cursor }: ReturnType<typeof parseReturnAddress>,
) {
  const data = await loadReturns(filter, selection, cursor);
  const { page, reasons, summary, listed } = data;
  const reasonText = reasons.find(({ reason }) => reason === selection.reason)?.reasonText ?? null;
  return (
    <>
      <Figures
        summary={summary}
        rates={data.rates}
        now={now}
        waitingHref={`${hrefWith("/returns", params, { state: "waiting", cursor: null })}#list`}
      />
      <Rankings data={data} params={params} />
      <Card id="list" aria-labelledby="list-title" className="scroll-mt-20">
        <CardHeader id="list-title" title="All requests" hint="Newest first" />
        <div className="h-3" />
        <StateFilter params={params} selection={selection} summary={listed} reasonText={reasonText} />
        {page.returns.length === 0 ? (
          <NoReturns params={params} />
        ) : (
          <ReturnTable returns={page.returns} shops={filter.shops} now={now} />
        )}
        <Pager previous={pageHref(params, page.previous)} next={pageHref(params, page.next)} />
      </Card>
    </>
  );
}

function pageHref(params: RawSearchParams, cursor: OrderCursor | null): string | null {
  return cursor === null
    ? null
    : `${hrefWith("/returns", params, { cursor: encodeOrderCursor(cursor) })}#list`;
}

function describeDays({ filter }: LoadedFilter): string {
  const timezone = sharedTimezone(filter);
  return `By day of the request, ${timezone ? `shop time (${timezone})` : "each shop's own time"}`;
}

function NoReturns({ params }: { params: RawSearchParams }) {
  const { shop, ...others } = params;
  const isFiltered = Object.values(others).some((value) => value !== undefined && value !== "");
  return (
    <EmptyState
      icon={Undo2}
      title={isFiltered ? "No requests match" : "No requests in the last 28 days"}
      action={
        isFiltered ? (
          <Link href={hrefWith("/returns", { shop }, {}) as Route} className={buttonVariants()}>
            Clear all filters
          </Link>
        ) : undefined
      }
    >
      {isFiltered
        ? "Nothing fits the dates and the filter."
        : "Requests to return, refund or replace appear here within an hour of being made."}
    </EmptyState>
  );
}
