import { History } from "lucide-react";
import Link from "next/link";
import { guardDatabase } from "@/components/guard-database";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { listRestatements } from "@/db/queries/restatements";
import { requirePage } from "@/lib/auth/page";
import { formatDay } from "@/lib/dates";
import { parseRestatementAddress } from "@/lib/restatements";
import { pickShop, type RawSearchParams } from "@/lib/search-params";
import { Causes } from "./_components/causes";
import { HistoryPager } from "./_components/history-pager";
import { RestatementFilters } from "./_components/restatement-filters";
import { RestatementTable } from "./_components/restatement-table";

export const metadata = { title: "Restated figures" };

const rowsPerPage = 50;

export default function RestatementsPage({ searchParams }: PageProps<"/sync/restatements">) {
  return guardDatabase(async () => renderRestatements(await searchParams));
}

async function renderRestatements(params: RawSearchParams) {
  const { shops } = await requirePage("dashboard.view");
  const shop = pickShop(shops, params);
  if (!shop) return <NoShop />;
  const { filter, cursor, notices } = parseRestatementAddress(params);
  const page = await listRestatements({ ...filter, shopId: shop.shopId, cursor, limit: rowsPerPage });
  const isFiltered = filter.day !== null || filter.metric !== null || filter.cause !== null;
  return (
    <>
      <PageHeader
        title="Restated figures"
        hint={`Each figure of ${filter.day ? formatDay(filter.day, { hasWeekday: true }) : "a past day"} that became another one after the day was complete, and why`}
      />
      <Notices texts={notices} />
      <Card aria-labelledby="history-title">
        <CardHeader id="history-title" title="History" hint={`${shop.name}, newest change first`}>
          <RestatementFilters params={params} filter={filter} />
        </CardHeader>
        {page.rows.length === 0 ? (
          <EmptyState icon={History} title="Nothing has changed">
            {isFiltered
              ? "No figure that fits these choices has changed after its day was complete."
              : "Since the first full sync, no figure of a past day has become another one."}
          </EmptyState>
        ) : (
          <>
            <RestatementTable rows={page.rows} timezone={shop.timezone} now={new Date()} params={params} />
            <HistoryPager page={page} params={params} />
          </>
        )}
      </Card>
      <Causes />
    </>
  );
}

function NoShop() {
  return (
    <>
      <PageHeader title="Restated figures" />
      <Card>
        <EmptyState icon={History} title="No shop is connected yet">
          There are no figures until a shop is connected. <Link href="/">The Overview</Link> says how.
        </EmptyState>
      </Card>
    </>
  );
}
