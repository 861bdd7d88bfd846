import { Users } from "lucide-react";
import { FilterBar } from "@/components/filters/filter-bar";
import { guardDatabase } from "@/components/guard-database";
import { Notice, Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { countBuyers, listBestBuyers, listBuyerSteps, listCohorts, readBuyerGaps } from "@/db/queries/buyers";
import type { RawSearchParams } from "@/lib/address";
import { listMySyncStatuses, requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { addDays, daysInMonth } from "@/lib/dates";
import { ordersHref } from "@/lib/filters/address";
import { type Filter, filterToday, isNarrowed } from "@/lib/filters/filter";
import { describeDates } from "@/lib/filters/labels";
import { trendGrain } from "@/lib/metrics/spans";
import { loadFilter } from "../_components/load-filter";
import { NoShop } from "../_components/no-shop";
import { BestBuyers } from "./_components/best-buyers";
import { BuyerFigures, unnarrowed } from "./_components/buyer-figures";
import { BuyerSteps } from "./_components/buyer-steps";
import { CohortGrid, type CohortHref } from "./_components/cohort-grid";
import { Definitions } from "./_components/definitions";
import { GapCard } from "./_components/gap-card";

export const metadata = { title: "Customers" };

const shownMonths = 12;
const shownBuyers = 10;

export default function CustomersPage({ searchParams }: PageProps<"/customers">) {
  return guardDatabase(async () => renderCustomers(await searchParams));
}

async function renderCustomers(params: RawSearchParams) {
  const [{ user }, statuses, loaded] = await Promise.all([
    requirePage("dashboard.view"),
    listMySyncStatuses(),
    loadFilter(params),
  ]);
  if (!loaded) return <NoShop title="Customers" what="Buyers appear" icon={Users} />;
  const { filter } = loaded;
  // Begun here, so that what stands above is made while the database is at work.
  const reading = readBuyers(filter);
  const isLoading = filter.shops.some(
    ({ shopId }) => statuses.find((status) => status.shopId === shopId)?.syncedThrough == null,
  );
  return (
    <>
      <PageHeader title="Customers" hint={`${describeDates(filter.range)}, by day of payment`} />
      <FilterBar
        pathname="/customers"
        params={params}
        filter={filter}
        chosenProducts={[]}
        foundProducts={null}
        hasCompare={false}
        hasStatus={false}
        hasProduct={false}
        hasFulfilment={false}
      />
      <Notices texts={loaded.notices} />
      {isNarrowed(filter) ? (
        <Notice>
          Buyers are counted over all their orders: status, product and fulfilment do not apply here.
        </Notice>
      ) : null}
      {isLoading ? (
        <Notice>
          Buyers are counted once a shop's history has been read to its beginning: before that nobody can tell
          who is new.
        </Notice>
      ) : null}
      {guardDatabase(async () =>
        renderBuyers(await reading, { filter, params, isBuyerMasked: !can(user, "buyers.view") }),
      )}
    </>
  );
}

async function readBuyers(filter: Filter) {
  const period = { from: filter.range.from, to: filter.range.to };
  const grain = trendGrain(period);
  const today = filterToday(filter);
  const thisMonth = `${today.slice(0, 7)}-01`;
  const [counts, gaps, steps, cohorts, best] = await Promise.all([
    countBuyers({ filter, period }),
    readBuyerGaps({ filter, period }),
    listBuyerSteps({ filter, period, grain }),
    listCohorts({ filter, thisMonth, months: shownMonths }),
    listBestBuyers(filter, shownBuyers),
  ]);
  return { grain, isOpen: period.to >= today, counts, gaps, steps, cohorts, best };
}

type Reading = Awaited<ReturnType<typeof readBuyers>>;
type Asked = { filter: Filter; params: RawSearchParams; isBuyerMasked: boolean };

function renderBuyers(reading: Reading, { filter, params, isBuyerMasked }: Asked) {
  const { grain, isOpen, counts, gaps, steps, cohorts, best } = reading;
  return (
    <>
      <BuyerFigures counts={counts} gaps={gaps} filter={filter} params={params} />
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <BuyerSteps steps={steps} grain={grain} isOpen={isOpen} />
        <GapCard gaps={gaps} filter={filter} params={params} />
      </div>
      <div className="below-fold grid grid-cols-1 gap-5">
        <CohortGrid cohorts={cohorts} hrefOf={cohortHref(filter, params)} />
        <BestBuyers buyers={best} shops={filter.shops} isBuyerMasked={isBuyerMasked} />
        <Definitions />
      </div>
    </>
  );
}

/** The orders a cohort paid in a month; of the one that is running, as far as it has come. */
function cohortHref(filter: Filter, params: RawSearchParams): CohortHref {
  const today = filterToday(filter);
  return (cohort, month) => {
    const from = `${month}-01`;
    const last = addDays(from, daysInMonth(from) - 1);
    const range = { preset: "custom" as const, from, to: last < today ? last : today };
    return ordersHref(params, { range }, { ...unnarrowed, metric: "netSales", cohort });
  };
}
