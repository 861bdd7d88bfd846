import { guardDatabase } from "@/components/guard-database";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { listShopConnections, type ShopConnection } from "@/db/queries/shop-connections";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { asksForMarket } from "@/lib/authorize-link";
import { explainConnectFailure } from "@/lib/connect-messages";
import { formatCounted } from "@/lib/format";
import { firstParam, type RawSearchParams } from "@/lib/search-params";
import { ConnectCard } from "./_components/connect-card";
import { ShopCard } from "./_components/shop-card";

export const metadata = { title: "Shops" };

export default function ShopsPage({ searchParams }: PageProps<"/admin/shops">) {
  return guardDatabase(async () => renderShops(await searchParams));
}

async function renderShops(params: RawSearchParams) {
  const { user } = await requirePage("shops.connect");
  const shops = await listShopConnections();
  const now = new Date();
  const failure = explainConnectFailure(firstParam(params, "connect"));
  const connected = shops.filter(({ disconnectedAt }) => disconnectedAt === null).length;
  return (
    <>
      <PageHeader title="Shops" hint={`${formatCounted(connected, "shop is", "shops are")} connected`} />
      {failure ? <Notice tone="warn">{failure}</Notice> : null}
      <JustConnected shops={shops} params={params} />
      {shops.map((shop) => (
        <ShopCard key={shop.shopId} shop={shop} now={now} canDelete={can(user, "shops.delete")} />
      ))}
      <ConnectCard isFirst={shops.length === 0} asksForMarket={asksForMarket()} />
    </>
  );
}

/** One authorisation may have brought several shops: a cross-border seller has one in each country. */
function JustConnected({ shops, params }: { shops: ShopConnection[]; params: RawSearchParams }) {
  const ids = [params.connected ?? []].flat();
  const names = shops
    .filter(({ shopId }) => ids.includes(shopId))
    .map(({ name, region }) => `${name} (${region})`);
  if (names.length === 0) return null;
  return (
    <Notice>
      {names.length === 1
        ? `${names[0]} is connected.`
        : `${names.length} shops are connected: ${names.join(", ")}.`}{" "}
      The sync has begun.
    </Notice>
  );
}
