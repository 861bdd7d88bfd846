import { Store } from "lucide-react";
import Link from "next/link";
import { guardDatabase } from "@/components/guard-database";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listLastResyncs, listMeasuredRuns } from "@/db/queries/full-runs";
import { listMySyncStatuses, requirePage } from "@/lib/auth/page";
import { firstParam, type RawSearchParams } from "@/lib/search-params";
import { forecastFullSync } from "@/lib/sync-forecast";
import { ShopSync } from "./_components/shop-sync";

export const metadata = { title: "Sync control" };
/** What a resync begun here may work on after the answer. */
export const maxDuration = 300;

const recordsPerCall = 100;

export default function AdminPage({ searchParams }: PageProps<"/admin">) {
  return guardDatabase(async () => renderAdmin(await searchParams));
}

async function renderAdmin(params: RawSearchParams) {
  const { shops } = await requirePage("sync.control");
  const shopIds = shops.map(({ shopId }) => shopId);
  const [statuses, measured, resyncs] = await Promise.all([
    listMySyncStatuses(),
    listMeasuredRuns(shopIds),
    listLastResyncs(shopIds),
  ]);
  const statusOf = new Map(statuses.map((status) => [status.shopId, status]));
  const now = new Date();
  if (shops.length === 0) return <NoShop />;
  return (
    <>
      <PageHeader
        title="Sync control"
        hint="A full resync reads every order again and reports what was missing, had changed or has vanished. It hides and deletes nothing."
      />
      {shops.map((shop) => (
        <ShopSync
          key={shop.shopId}
          shop={shop}
          now={now}
          isAsking={firstParam(params, "confirm") === shop.shopId}
          difference={resyncs.get(shop.shopId) ?? null}
          forecast={forecastFullSync(
            statusOf.get(shop.shopId)?.recordsTotal ?? 0,
            measured.get(shop.shopId) ?? [],
            recordsPerCall,
          )}
        />
      ))}
    </>
  );
}

function NoShop() {
  return (
    <>
      <PageHeader title="Sync control" />
      <Card>
        <EmptyState icon={Store} title="No shop is connected yet">
          There is nothing to sync until a shop is connected. <Link href="/">The Overview</Link> says how.
        </EmptyState>
      </Card>
    </>
  );
}
