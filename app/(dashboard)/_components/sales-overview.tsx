import type { Route } from "next";
import Link from "next/link";
import { guardDatabase } from "@/components/guard-database";
import { Notice } from "@/components/ui/notice";
import { formatDay, shopClock } from "@/lib/dates";
import { firstParam, hrefWith, type RawSearchParams } from "@/lib/search-params";
import { loadOverview, type OverviewData, type OverviewInput } from "./load-overview";
import { MetricGrid } from "./metric-grid";
import { SalesPanel } from "./sales-panel";

type SalesOverviewProps = { input: OverviewInput; params: RawSearchParams };

/** The figures and the chart. A panel of its own, so that it is drawn while the products are still being added up. */
export function SalesOverview({ input, params }: SalesOverviewProps) {
  return guardDatabase(async () => {
    const data = await loadOverview(input);
    const { timezone } = input.shop;
    const isTableOpen = firstParam(params, "table") === "1";
    const toggleHref = `${hrefWith("/", params, { table: isTableOpen ? null : "1" })}#sales-table` as Route;
    return (
      <>
        <HistoryNotice data={data} timezone={timezone} />
        <CurrencyTabs data={data} params={params} />
        <MetricGrid data={data} timezone={timezone} />
        <SalesPanel data={data} timezone={timezone} isTableOpen={isTableOpen} toggleHref={toggleHref} />
      </>
    );
  });
}

function HistoryNotice({ data: { history }, timezone }: { data: OverviewData; timezone: string }) {
  if (!history) return null;
  const { loadedBackTo } = history;
  if (loadedBackTo === null || Date.parse(loadedBackTo) > Date.now() - 60_000) {
    return <Notice>Reading this shop's history, newest orders first. The numbers grow as it arrives.</Notice>;
  }
  const day = formatDay(shopClock(loadedBackTo, timezone).day);
  return <Notice>Loaded back to {day}; older days are on their way.</Notice>;
}

function CurrencyTabs({ data, params }: { data: OverviewData; params: RawSearchParams }) {
  const found = data.summaries.flatMap(({ currency }) => currency ?? []);
  const currencies = [...new Set([...found, data.currency])].sort();
  if (currencies.length < 2) return null;
  return (
    <nav aria-label="Currency" className="flex flex-wrap items-center gap-1 text-[0.8125rem]">
      <span className="mr-1 text-ink-muted">Chart and products in</span>
      {currencies.map((currency) => (
        <Link
          key={currency}
          href={hrefWith("/", params, { currency }) as Route}
          prefetch={false}
          scroll={false}
          aria-current={currency === data.currency ? "true" : undefined}
          className="rounded-md px-2.5 py-1 font-medium text-ink-muted hover:bg-hover aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink"
        >
          {currency}
        </Link>
      ))}
    </nav>
  );
}
