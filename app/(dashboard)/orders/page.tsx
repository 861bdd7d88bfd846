import { PackageSearch } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { RangeControl } from "@/components/filters/range-control";
import { guardDatabase } from "@/components/guard-database";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { shopToday } from "@/lib/dates";
import {
  firstParam,
  hrefWith,
  parseOptionalRange,
  parseOrderCursor,
  parseOrderSearch,
  parseStatuses,
  pickShop,
  type RawSearchParams,
} from "@/lib/search-params";
import { loadOrders } from "./_components/load-orders";
import { OrderSearch } from "./_components/order-search";
import { OrderSummary } from "./_components/order-summary";
import { OrderTable } from "./_components/order-table";
import { Pager } from "./_components/pager";
import { StatusFilter } from "./_components/status-filter";

export const metadata = { title: "Orders" };

const presets = ["today", "yesterday", "7d", "28d", "90d"] as const;

export default function OrdersPage({ searchParams }: PageProps<"/orders">) {
  return guardDatabase(async () => renderOrders(await searchParams));
}

function parseFilters(params: RawSearchParams, today: string) {
  const range = parseOptionalRange(params, today);
  const statuses = parseStatuses(params);
  const search = parseOrderSearch(params);
  const cursor = parseOrderCursor(params);
  const notices = [range, statuses, search, cursor].flatMap(({ notice }) => notice ?? []);
  return {
    range: range.value,
    statuses: statuses.value,
    idPrefix: search.value,
    cursor: cursor.value,
    notices,
  };
}

async function renderOrders(params: RawSearchParams) {
  const { user, shops } = await requirePage("dashboard.view");
  const shop = pickShop(shops, params);
  if (!shop) return <NoShop />;
  const now = new Date();
  const today = shopToday(now, shop.timezone);
  const { range, statuses, idPrefix, cursor, notices } = parseFilters(params, today);
  const { shopId, timezone } = shop;
  const data = await loadOrders({ shopId, timezone, range, statuses, idPrefix }, cursor);
  return (
    <>
      <PageHeader title="Orders" hint={`By day of creation, shop time (${timezone})`}>
        <RangeControl
          pathname="/orders"
          params={params}
          range={range}
          today={today}
          presets={presets}
          hasAllTime
        />
      </PageHeader>
      <Notices texts={notices} />
      <StatusFilter
        params={params}
        selected={statuses}
        counts={data.statusCounts}
        hasCounts={idPrefix === null}
      />
      <Card>
        <OrderSummary count={data.count} totals={data.totals}>
          <OrderSearch params={params} query={idPrefix} />
        </OrderSummary>
        {data.page.orders.length === 0 ? (
          <NoOrders params={params} isFiltered={Boolean(range || statuses.length > 0 || idPrefix)} />
        ) : (
          <OrderTable
            orders={data.page.orders}
            timezone={timezone}
            now={now}
            shopParam={firstParam(params, "shop") ?? null}
            isBuyerMasked={!can(user, "buyers.view")}
          />
        )}
        <Pager page={data.page} params={params} />
      </Card>
    </>
  );
}

function Notices({ texts }: { texts: string[] }) {
  return texts.map((text) => (
    <Notice key={text} tone="warn">
      {text}
    </Notice>
  ));
}

function NoShop() {
  return (
    <>
      <PageHeader title="Orders" />
      <Card>
        <EmptyState icon={PackageSearch} title="No shop is connected yet">
          Orders appear here once a shop is connected. <Link href="/">The Overview</Link> says how.
        </EmptyState>
      </Card>
    </>
  );
}

function NoOrders({ params, isFiltered }: { params: RawSearchParams; isFiltered: boolean }) {
  const cleared = hrefWith("/orders", {}, { shop: firstParam(params, "shop") ?? null }) as Route;
  if (!isFiltered) {
    return (
      <EmptyState icon={PackageSearch} title="No orders yet">
        The first ones appear here while the sync reads them, newest first.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={PackageSearch}
      title="No orders match"
      action={
        <Link href={cleared} className={buttonVariants()}>
          Clear all filters
        </Link>
      }
    >
      Nothing in this shop fits the dates, statuses and order id chosen.
    </EmptyState>
  );
}
