import { guardDatabase } from "@/components/guard-database";
import { PageHeader } from "@/components/ui/page-header";
import { findBuyers, listErasures } from "@/db/queries/erased-buyers";
import { listRawPages } from "@/db/queries/privacy";
import { listShopConnections } from "@/db/queries/shop-connections";
import { requirePage } from "@/lib/auth/page";
import { firstParam, type RawSearchParams } from "@/lib/search-params";
import { onlyPermitted } from "@/lib/shop-access";
import { EraseCard } from "./_components/erase-card";
import { ErasureList } from "./_components/erasure-list";
import { RetentionCard } from "./_components/retention-card";

export const metadata = { title: "Privacy" };

const shownErasures = 50;
const longestId = 64;

export default function PrivacyPage({ searchParams }: PageProps<"/admin/privacy">) {
  return guardDatabase(async () => renderPrivacy(await searchParams));
}

async function renderPrivacy(params: RawSearchParams) {
  const { user } = await requirePage("privacy.manage");
  // Disconnected ones too: their data stays.
  const shops = onlyPermitted(user.shopAccess, await listShopConnections());
  const asked = firstParam(params, "id")?.replaceAll(/[\s#]/g, "").slice(0, longestId) || null;
  const shopIds = shops.map(({ shopId }) => shopId);
  const [rawPages, erasures, found] = await Promise.all([
    listRawPages(shopIds),
    listErasures(shopIds, shownErasures),
    asked === null ? null : findBuyers(shopIds, asked),
  ]);
  const now = new Date();
  const names = Object.fromEntries(shops.map(({ shopId, name }) => [shopId, name]));
  return (
    <>
      <PageHeader
        title="Privacy"
        hint="A recipient's name, phone and street are never stored. What else is known of buyers can be limited and erased here."
      />
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        {rawPages.length > 0 ? <RetentionCard rawPages={rawPages} names={names} now={now} /> : null}
        <EraseCard asked={asked} found={found} names={names} />
      </div>
      <ErasureList erasures={erasures} names={names} now={now} />
    </>
  );
}
