import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { SoftLink } from "@/components/ui/soft-link";
import { formatDay, shopClock } from "@/lib/dates";
import { hrefWith } from "@/lib/search-params";
import { loadSales, type SalesData } from "./load-sales";
import { MetricGrid } from "./metric-grid";
import type { OverviewContext } from "./overview-context";
import { guardPanel } from "./panel-guard";
import { SalesPanel } from "./sales-panel";

type SalesOverviewProps = {
  context: OverviewContext;
  /** Shops with a full run under way. */
  fullRunShopIds: readonly string[];
  /** What stands beside the chart. */
  aside: ReactNode;
};

/** The figures and the chart, which share one read. */
export function SalesOverview({ context, fullRunShopIds, aside }: SalesOverviewProps) {
  return guardPanel("Sales", async () => {
    const { filter, comparison, now } = context;
    const data = await loadSales({ filter, comparison, fullRunShopIds, now });
    return (
      <>
        <HistoryNotices data={data} context={context} />
        <CurrencyTabs data={data} context={context} />
        <MetricGrid data={data} context={context} />
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-3">
          <div className="grid grid-cols-1 lg:col-span-2">
            <SalesPanel data={data} context={context} />
          </div>
          {aside}
        </div>
      </>
    );
  });
}

type PartProps = { data: SalesData; context: OverviewContext };

function HistoryNotices({ data: { histories }, context: { filter, now } }: PartProps) {
  return histories.map(({ shopId, loadedBackTo }) => {
    const shop = filter.shops.find((one) => one.shopId === shopId);
    const name = filter.shops.length > 1 ? `${shop?.name}: ` : "";
    const hasBegun = loadedBackTo !== null && Date.parse(loadedBackTo) < now.getTime() - 60_000;
    return (
      <Notice key={shopId}>
        {hasBegun
          ? `${name}Loaded back to ${formatDay(shopClock(loadedBackTo, shop?.timezone ?? "UTC").day)}; older days are on their way.`
          : `${name}Reading this shop's history, newest orders first. The numbers grow as it arrives.`}
      </Notice>
    );
  });
}

/** Money of several currencies is never added: charts and rankings show one, the figures show each. */
function CurrencyTabs({ data, context: { params, filter, currency: chosen } }: PartProps) {
  const found = data.summaries.flatMap(({ currency }) => currency ?? []);
  const currencies = [...new Set([...found, ...filter.shops.map(({ currency }) => currency), chosen])].sort();
  if (currencies.length < 2) return null;
  return (
    <nav aria-label="Currency" className="flex flex-wrap items-center gap-1 text-sm">
      <span className="mr-1 text-ink-muted">Charts and rankings in</span>
      {currencies.map((currency) => (
        <SoftLink
          isStaying
          key={currency}
          href={hrefWith("/", params, { currency })}
          aria-current={currency === chosen ? "true" : undefined}
          className="rounded-md px-2.5 py-1 font-medium text-ink-muted hover:bg-hover aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink"
        >
          {currency}
        </SoftLink>
      ))}
    </nav>
  );
}
