import type { Route } from "next";
import Link from "next/link";
import { RangeControl } from "@/components/filters/range-control";
import { guardDatabase } from "@/components/guard-database";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { listShops } from "@/db/queries/shops";
import { requireUser } from "@/lib/auth/session";
import { explainConnectFailure } from "@/lib/connect-messages";
import { formatDay, formatDayRange, shopClock, shopToday } from "@/lib/dates";
import { describeComparison } from "@/lib/metrics/period";
import { canAdminister } from "@/lib/roles";
import {
  firstParam,
  hrefWith,
  parseRange,
  pickShop,
  type RawSearchParams,
  rangePresets,
} from "@/lib/search-params";
import { ConnectShop } from "./_components/connect-shop";
import { loadOverview, type OverviewData } from "./_components/load-overview";
import { loadStatuses } from "./_components/load-statuses";
import { MetricGrid } from "./_components/metric-grid";
import { SalesPanel } from "./_components/sales-panel";
import { TopProducts } from "./_components/top-products";

export const metadata = { title: "Overview" };

export default function OverviewPage({ searchParams }: PageProps<"/">) {
  return guardDatabase(async () => renderOverview(await searchParams));
}

async function renderOverview(params: RawSearchParams) {
  const user = await requireUser();
  const [shops, statuses] = await Promise.all([listShops(), loadStatuses()]);
  const shop = pickShop(shops, params);
  const connectFailure = explainConnectFailure(firstParam(params, "connect"));
  if (!shop) {
    return (
      <>
        <PageHeader title="Overview" />
        {connectFailure ? <Notice tone="warn">{connectFailure}</Notice> : null}
        <ConnectShop canConnect={canAdminister(user.role)} />
      </>
    );
  }
  const now = new Date();
  const today = shopToday(now, shop.timezone);
  const { value: range, notice } = parseRange(params, today);
  const asked = firstParam(params, "currency");
  const currency = asked && /^[A-Z]{3}$/.test(asked) ? asked : null;
  const syncedThrough = statuses.find(({ shopId }) => shopId === shop.shopId)?.syncedThrough ?? null;
  const data = await loadOverview({ shop, range, currency, syncedThrough, now });
  return (
    <>
      <PageHeader
        title="Overview"
        hint={`${formatDayRange(range.from, range.to)} · compared with ${describeComparison(data.comparison)}`}
      >
        <RangeControl pathname="/" params={params} range={range} today={today} presets={rangePresets} />
      </PageHeader>
      {connectFailure ? <Notice tone="warn">{connectFailure}</Notice> : null}
      {notice ? <Notice tone="warn">{notice}</Notice> : null}
      <HistoryNotice data={data} timezone={shop.timezone} />
      <CurrencyTabs data={data} params={params} />
      <MetricGrid data={data} timezone={shop.timezone} />
      <SalesPanel data={data} timezone={shop.timezone} />
      <TopProducts products={data.topProducts} currency={data.currency} />
    </>
  );
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
