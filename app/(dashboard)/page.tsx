import { FilterBar } from "@/components/filters/filter-bar";
import { guardDatabase } from "@/components/guard-database";
import { ExportLink } from "@/components/ui/export-link";
import { Notice, Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { listMySyncStatuses, requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { explainConnectFailure } from "@/lib/connect-messages";
import { describeDates } from "@/lib/filters/labels";
import { comparePeriods, describeComparison } from "@/lib/metrics/period";
import { firstParam, hrefWith, type RawSearchParams } from "@/lib/search-params";
import { ConnectShop } from "./_components/connect-shop";
import { type LoadedFilter, loadFilter } from "./_components/load-filter";
import { ChangesPanel } from "./_components/overview/changes-panel";
import { FunnelPanel } from "./_components/overview/funnel-panel";
import { NeedsPanel } from "./_components/overview/needs-panel";
import type { OverviewContext } from "./_components/overview/overview-context";
import { type OverviewView, parseView } from "./_components/overview/parse-view";
import { ProductsPanel } from "./_components/overview/products-panel";
import { RegionsPanel } from "./_components/overview/regions-panel";
import { RhythmPanel } from "./_components/overview/rhythm-panel";
import { SalesOverview } from "./_components/overview/sales-overview";
import { reachOf } from "./_components/overview/sync-reach";

export const metadata = { title: "Overview" };

export default function OverviewPage({ searchParams }: PageProps<"/">) {
  return guardDatabase(async () => renderOverview(await searchParams));
}

async function renderOverview(params: RawSearchParams) {
  const [{ user }, statuses, loaded] = await Promise.all([
    requirePage("dashboard.view"),
    listMySyncStatuses(),
    loadFilter(params),
  ]);
  const connectFailure = explainConnectFailure(firstParam(params, "connect"));
  if (!loaded) {
    return (
      <>
        <PageHeader title="Overview" />
        {connectFailure ? <Notice tone="warn">{connectFailure}</Notice> : null}
        <ConnectShop canConnect={can(user, "shops.connect")} />
      </>
    );
  }
  const { syncedThrough, fullRunShopIds } = reachOf(statuses, loaded.filter);
  const view = await parseView(params, loaded.filter);
  const context = gatherContext(params, loaded, { ...view, syncedThrough });
  return (
    <>
      <PageHeader title="Overview" hint={describeView(context)}>
        <p className="hidden text-sm print:block">{loaded.filter.shops.map(({ name }) => name).join(", ")}</p>
        {can(user, "orders.export") ? (
          <ExportLink href={hrefWith("/export", params, { table: null, find: null })} />
        ) : null}
      </PageHeader>
      <FilterBar
        pathname="/"
        params={params}
        filter={loaded.filter}
        chosenProducts={loaded.chosenProducts}
        foundProducts={loaded.foundProducts}
      />
      {connectFailure ? <Notice tone="warn">{connectFailure}</Notice> : null}
      <Notices texts={[...loaded.notices, ...view.notices]} />
      <Panels context={context} fullRunShopIds={fullRunShopIds} />
    </>
  );
}

type View = OverviewView & { syncedThrough: Record<string, string | null> };

function gatherContext(
  params: RawSearchParams,
  { filter, now, chosenProducts }: LoadedFilter,
  { currency, metric, openTable, syncedThrough }: View,
): OverviewContext {
  return {
    params,
    filter,
    now,
    comparison: comparePeriods({ filter, now, syncedThrough }),
    currency,
    metric,
    openTable,
    isHistoryHere: filter.shops.every(({ shopId }) => syncedThrough[shopId] != null),
    productNames: Object.fromEntries(
      chosenProducts.map(({ productId, name }) => [productId, name ?? productId]),
    ),
  };
}

function describeView({ filter, comparison }: OverviewContext): string {
  const dates = describeDates(filter.range);
  return comparison.previous ? `${dates}, compared with ${describeComparison(comparison)}` : dates;
}

type PanelsProps = { context: OverviewContext; fullRunShopIds: readonly string[] };

/** Called, not rendered, so that all of them read at the same time and not when their turn on the page comes. */
function Panels({ context, fullRunShopIds }: PanelsProps) {
  const [needs, funnel, products, rhythm, regions, changes] = [
    NeedsPanel,
    FunnelPanel,
    ProductsPanel,
    RhythmPanel,
    RegionsPanel,
    ChangesPanel,
  ].map((panel) => panel({ context }));
  return (
    <>
      {SalesOverview({ context, fullRunShopIds, aside: needs })}
      <div className="below-fold grid grid-cols-1 gap-5 lg:grid-cols-2 print:grid-cols-[1.4fr_1fr] print:gap-4">
        {products}
        {funnel}
        {rhythm}
        {regions}
      </div>
      {changes}
    </>
  );
}
