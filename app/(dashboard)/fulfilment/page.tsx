import { Truck } from "lucide-react";
import { FilterBar } from "@/components/filters/filter-bar";
import { guardDatabase } from "@/components/guard-database";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { readDispatch } from "@/db/queries/dispatch";
import { countOpenOrders, listNextDeadlines, listStuckOrders } from "@/db/queries/fulfilment";
import type { RawSearchParams } from "@/lib/address";
import { requirePage } from "@/lib/auth/page";
import type { Filter } from "@/lib/filters/filter";
import { describeDates } from "@/lib/filters/labels";
import { trendGrain } from "@/lib/metrics/spans";
import { loadFilter } from "../_components/load-filter";
import { NoShop } from "../_components/no-shop";
import { AgeTable } from "./_components/age-table";
import { DeadlineCard } from "./_components/deadline-card";
import { CancellationCard, TimeCard } from "./_components/dispatch-cards";
import { DueRow } from "./_components/due-row";
import { PunctualityCard } from "./_components/punctuality-card";
import { StuckCard } from "./_components/stuck-card";

export const metadata = { title: "Fulfilment" };

const shownDeadlines = 8;
const shownStuck = 20;

export default function FulfilmentPage({ searchParams }: PageProps<"/fulfilment">) {
  return guardDatabase(async () => renderFulfilment(await searchParams));
}

async function renderFulfilment(params: RawSearchParams) {
  const [, loaded] = await Promise.all([requirePage("dashboard.view"), loadFilter(params)]);
  if (!loaded) return <NoShop title="Fulfilment" what="Orders to ship appear" icon={Truck} />;
  const { filter, now } = loaded;
  // Begun here, so that what stands above is made while the database is at work.
  const reading = readFulfilment(filter);
  return (
    <>
      <PageHeader
        title="Fulfilment"
        hint="Deadlines and open orders as they are now; punctuality, time to ship and cancellations over the dates chosen"
      />
      <FilterBar
        pathname="/fulfilment"
        params={params}
        filter={filter}
        chosenProducts={loaded.chosenProducts}
        foundProducts={loaded.foundProducts}
        hasCompare={false}
      />
      <Notices texts={loaded.notices} />
      {guardDatabase(async () => renderFigures(await reading, { params, filter, now }))}
    </>
  );
}

async function readFulfilment(filter: Filter) {
  const grain = trendGrain(filter.range);
  const [open, deadlines, stuck, figures] = await Promise.all([
    countOpenOrders(filter),
    listNextDeadlines(filter, shownDeadlines),
    listStuckOrders(filter, shownStuck),
    readDispatch(filter, grain),
  ]);
  return { grain, open, deadlines, stuck, figures };
}

type Reading = Awaited<ReturnType<typeof readFulfilment>>;
type Asked = { params: RawSearchParams; filter: Filter; now: Date };

function renderFigures(reading: Reading, { params, filter, now }: Asked) {
  const { grain, open, deadlines, stuck, figures } = reading;
  return (
    <>
      <DueRow open={open} figures={figures} dates={describeDates(filter.range)} params={params} />
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        <DeadlineCard orders={deadlines} shops={filter.shops} now={now} />
        <PunctualityCard figures={figures} grain={grain} filter={filter} params={params} />
        <TimeCard figures={figures} filter={filter} params={params} />
        <CancellationCard figures={figures} filter={filter} params={params} />
      </div>
      <div className="below-fold grid grid-cols-1 gap-5">
        {open.total === 0 ? (
          <Card>
            <EmptyState icon={Truck} title="Nothing is open">
              Every order of this filter is delivered, completed, cancelled or not paid yet.
            </EmptyState>
          </Card>
        ) : (
          <AgeTable open={open} params={params} />
        )}
        <StuckCard stuck={stuck} total={open.stuck} filter={filter} params={params} now={now} />
      </div>
    </>
  );
}
