import { RangeControl } from "@/components/filters/range-control";
import { guardDatabase } from "@/components/guard-database";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { listMySyncStatuses, requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { explainConnectFailure } from "@/lib/connect-messages";
import { formatDayRange, shopToday } from "@/lib/dates";
import { comparePeriods, describeComparison } from "@/lib/metrics/period";
import { firstParam, parseRange, pickShop, type RawSearchParams, rangePresets } from "@/lib/search-params";
import { ConnectShop } from "./_components/connect-shop";
import { SalesOverview } from "./_components/sales-overview";
import { TopProducts } from "./_components/top-products";

export const metadata = { title: "Overview" };

export default function OverviewPage({ searchParams }: PageProps<"/">) {
  return guardDatabase(async () => renderOverview(await searchParams));
}

async function renderOverview(params: RawSearchParams) {
  const [{ user, shops }, statuses] = await Promise.all([
    requirePage("dashboard.view"),
    listMySyncStatuses(),
  ]);
  const shop = pickShop(shops, params);
  const connectFailure = explainConnectFailure(firstParam(params, "connect"));
  if (!shop) {
    return (
      <>
        <PageHeader title="Overview" />
        {connectFailure ? <Notice tone="warn">{connectFailure}</Notice> : null}
        <ConnectShop canConnect={can(user, "shops.connect")} />
      </>
    );
  }
  const now = new Date();
  const today = shopToday(now, shop.timezone);
  const { value: range, notice } = parseRange(params, today);
  const asked = firstParam(params, "currency");
  const currency = asked && /^[A-Z]{3}$/.test(asked) ? asked : shop.currency;
  const status = statuses.find(({ shopId }) => shopId === shop.shopId);
  const { shopId, timezone } = shop;
  const comparison = comparePeriods({
    period: range,
    now,
    syncedThrough: status?.syncedThrough ?? null,
    timezone,
  });
  return (
    <>
      <PageHeader
        title="Overview"
        hint={`${formatDayRange(range.from, range.to)} · compared with ${describeComparison(comparison)}`}
      >
        <RangeControl pathname="/" params={params} range={range} today={today} presets={rangePresets} />
      </PageHeader>
      {connectFailure ? <Notice tone="warn">{connectFailure}</Notice> : null}
      {notice ? <Notice tone="warn">{notice}</Notice> : null}
      <SalesOverview
        input={{ shop, currency, comparison, now, hasFullRun: status?.run?.kind === "full" }}
        params={params}
      />
      <TopProducts shopId={shopId} from={range.from} to={range.to} currency={currency} />
    </>
  );
}
