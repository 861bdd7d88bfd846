import { RefreshCcwDot } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { guardDatabase } from "@/components/guard-database";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { listMyResourceStatuses, requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { hrefWith, pickShop, type RawSearchParams } from "@/lib/search-params";
import { diagnoseCopy } from "@/lib/sync-doctor";
import { refreshFormAction } from "../refresh-form-action";
import { CallsToday } from "./_components/calls-today";
import { Completeness } from "./_components/completeness";
import { Doctor } from "./_components/doctor";
import { LatenessCard } from "./_components/lateness-card";
import { loadCalendar } from "./_components/load-calendar";
import { loadSync } from "./_components/load-sync";
import { NotificationLine } from "./_components/notification-line";
import { Now } from "./_components/now-card";
import { ProofCalendar } from "./_components/proof-calendar";
import { ResourcesCard } from "./_components/resources-card";
import { RunHistory } from "./_components/run-history";
import { SetAside } from "./_components/set-aside";

export const metadata = { title: "Sync" };
/** What a check begun here may work on after the answer. */
export const maxDuration = 300;

export default function SyncPage({ searchParams }: PageProps<"/sync">) {
  return guardDatabase(async () => renderSync(await searchParams));
}

async function renderSync(params: RawSearchParams) {
  const { user, shops } = await requirePage("dashboard.view");
  const shop = pickShop(shops, params);
  if (!shop) return <NoShop />;
  const { shopId, timezone } = shop;
  const now = new Date();
  const canCheck = can(user, "sync.control");
  const [data, calendar, resources] = await Promise.all([
    loadSync(shop, params),
    loadCalendar(shop, params, now),
    listMyResourceStatuses(shopId),
  ]);
  return (
    <>
      <PageHeader title="Sync" hint={`How ${shop.name} is kept equal to TikTok`}>
        <Link
          href={hrefWith("/sync/restatements", { shop: params.shop }, {}) as Route}
          prefetch={false}
          className={buttonVariants({ size: "sm" })}
        >
          Restated figures
        </Link>
      </PageHeader>
      <Notices texts={[...data.notices, ...(calendar?.notice ? [calendar.notice] : [])]} />
      <Doctor
        shopId={shopId}
        notes={diagnoseCopy({ shopId, resource: "orders", count: data.count, setAside: data.rejectTotal })}
        canReconnect={can(user, "shops.connect")}
        refresh={refreshFormAction}
      />
      <div className="grid grid-cols-1 items-stretch gap-5 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Card aria-labelledby="now-title">
          <CardHeader id="now-title" title="Now" />
          <Now drawnAt={now.toISOString()} windows={data.windows} forecast={data.forecast} />
          <NotificationLine notifications={data.notifications} drawnAt={now.toISOString()} />
        </Card>
        <Completeness
          proofs={data.proofs}
          shopId={shopId}
          timezone={timezone}
          now={now}
          canCheck={canCheck}
        />
      </div>
      {calendar ? (
        <ProofCalendar
          calendar={calendar}
          params={params}
          shopId={shopId}
          timezone={timezone}
          now={now}
          canCheck={canCheck}
        />
      ) : null}
      <div className="below-fold grid grid-cols-1 gap-5">
        <div className="grid grid-cols-1 items-stretch gap-5 lg:grid-cols-2">
          <CallsToday costs={data.costs} />
          <LatenessCard lateness={data.lateness} />
        </div>
        <ResourcesCard statuses={resources} timezone={timezone} now={now} />
        <SetAside rejects={data.rejects} total={data.rejectTotal} timezone={timezone} now={now} />
        <RunHistory page={data.page} filter={data.filter} params={params} timezone={timezone} now={now} />
      </div>
    </>
  );
}

function NoShop() {
  return (
    <>
      <PageHeader title="Sync" />
      <Card>
        <EmptyState icon={RefreshCcwDot} title="No shop is connected yet">
          There is nothing to sync until a shop is connected. <Link href="/">The Overview</Link> says how.
        </EmptyState>
      </Card>
    </>
  );
}
