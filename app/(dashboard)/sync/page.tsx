import { RefreshCcwDot } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { guardDatabase } from "@/components/guard-database";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import {
  countOpenRejects,
  getCountProof,
  getFullRunReach,
  listOpenRejects,
  listSyncRuns,
} from "@/db/queries/sync-runs";
import { requirePage } from "@/lib/auth/page";
import { hrefWith, pickShop, type RawSearchParams } from "@/lib/search-params";
import { CountProof } from "./_components/count-proof";
import { LiveRun } from "./_components/live-run";
import { RunHistory } from "./_components/run-history";
import { SetAside } from "./_components/set-aside";

export const metadata = { title: "Sync" };

const shownRuns = 50;
const shownRejects = 50;

export default function SyncPage({ searchParams }: PageProps<"/sync">) {
  return guardDatabase(async () => renderSync(await searchParams));
}

async function renderSync(params: RawSearchParams) {
  const { shops } = await requirePage("dashboard.view");
  const shop = pickShop(shops, params);
  if (!shop) return <NoShop />;
  const { shopId, timezone } = shop;
  const [runs, proof, reach, rejects, rejectTotal] = await Promise.all([
    listSyncRuns({ shopId, limit: shownRuns }),
    getCountProof({ shopId }),
    getFullRunReach({ shopId }),
    listOpenRejects({ shopId, limit: shownRejects }),
    countOpenRejects({ shopId }),
  ]);
  const now = new Date();
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
      <div className="grid items-stretch gap-5 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Card aria-labelledby="now-title">
          <CardHeader id="now-title" title="Now" />
          <LiveRun
            drawnAt={now.toISOString()}
            windows={reach ? { done: reach.windowsDone, total: reach.windowsTotal } : null}
          />
        </Card>
        <CountProof proof={proof} now={now} />
      </div>
      <SetAside rejects={rejects} total={rejectTotal} timezone={timezone} now={now} />
      <RunHistory runs={runs} timezone={timezone} now={now} />
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
