import { PackageSearch } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { FilterBar } from "@/components/filters/filter-bar";
import { guardDatabase } from "@/components/guard-database";
import { OrderTable } from "@/components/orders/order-table";
import { Pager } from "@/components/orders/pager";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { sharedTimezone } from "@/lib/filters/filter";
import { type OrderSelection, parseSelection } from "@/lib/filters/selection";
import {
  firstParam,
  hrefWith,
  parseOrderCursor,
  parseOrderSearch,
  type RawSearchParams,
} from "@/lib/search-params";
import { loadFilter } from "../_components/load-filter";
import { NoShop } from "../_components/no-shop";
import { loadOrders } from "./_components/load-orders";
import { OrderSearch } from "./_components/order-search";
import { OrderSummary } from "./_components/order-summary";
import { SelectionChips } from "./_components/selection-chips";
import { StatusFilter } from "./_components/status-filter";

export const metadata = { title: "Orders" };

export default function OrdersPage({ searchParams }: PageProps<"/orders">) {
  return guardDatabase(async () => renderOrders(await searchParams));
}

async function renderOrders(params: RawSearchParams) {
  const [{ user }, loaded] = await Promise.all([
    requirePage("dashboard.view"),
    loadFilter(params, { defaultRange: "all" }),
  ]);
  if (!loaded) return <NoShop title="Orders" what="Orders appear" icon={PackageSearch} />;
  const { filter, now } = loaded;
  const selection = parseSelection(params, filter);
  const search = parseOrderSearch(params);
  const cursor = parseOrderCursor(params);
  const canSeeBuyers = can(user, "buyers.view");
  const data = await loadOrders({
    selection: selection.value,
    search: search.value,
    canSearchBuyers: canSeeBuyers,
    cursor: cursor.value,
    isExact: firstParam(params, "count") === "exact",
  });
  const notices = [selection, search, cursor].flatMap(({ notice }) => notice ?? []);
  return (
    <>
      <PageHeader title="Orders" hint={describeBasis(selection.value)} />
      <FilterBar
        pathname="/orders"
        params={params}
        filter={filter}
        chosenProducts={loaded.chosenProducts}
        foundProducts={loaded.foundProducts}
        hasAllTime
        hasCompare={false}
        hasStatus={data.statusCounts === null}
      />
      <Notices texts={[...loaded.notices, ...notices]} />
      <SelectionChips selection={selection.value} params={params} />
      {data.statusCounts ? (
        <StatusFilter params={params} selected={filter.statuses} counts={data.statusCounts} />
      ) : null}
      <Card>
        <OrderSummary
          sums={data.sums}
          selection={selection.value}
          params={params}
          canExport={can(user, "orders.export")}
        >
          <OrderSearch params={params} query={search.value} canSearchBuyers={canSeeBuyers} />
        </OrderSummary>
        {data.page.orders.length === 0 ? (
          <NoOrders params={params} />
        ) : (
          <OrderTable
            orders={data.page.orders}
            shops={filter.shops}
            now={now}
            metric={selection.value.metric}
            basis={selection.value.basis}
            isBuyerMasked={!canSeeBuyers}
          />
        )}
        <Pager pathname="/orders" page={data.page} params={params} />
      </Card>
    </>
  );
}

function describeBasis({ basis, filter }: OrderSelection): string {
  const timezone = sharedTimezone(filter);
  const clock = timezone ? `shop time (${timezone})` : "each shop's own time";
  return `By day of ${basis === "paid" ? "payment" : "creation"}, ${clock}`;
}

function NoOrders({ params }: { params: RawSearchParams }) {
  const { shop, ...others } = params;
  const isFiltered = Object.values(others).some((value) => value !== undefined && value !== "");
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
        <Link href={hrefWith("/orders", { shop }, {}) as Route} className={buttonVariants()}>
          Clear all filters
        </Link>
      }
    >
      Nothing fits the filter and the search. An id is found by its beginning, a product by any words of its
      name.
    </EmptyState>
  );
}
