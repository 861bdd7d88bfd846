import { DifferenceReport } from "@/components/sync/difference-report";
import { Card, CardHeader } from "@/components/ui/card";
import type { Difference } from "@/db/queries/full-runs";
import type { Shop } from "@/db/queries/shops";
import { formatInstantShort } from "@/lib/dates";
import type { FullSyncForecast } from "@/lib/sync-forecast";
import { ResyncControl } from "./resync-control";

type ShopSyncProps = {
  shop: Shop;
  now: Date;
  /** Whether the address asks for the confirmation, which is how it comes without a script. */
  isAsking: boolean;
  difference: Difference | null;
  forecast: FullSyncForecast | null;
};

/** One shop's sync in the hands of an admin. */
export function ShopSync({ shop, now, isAsking, difference, forecast }: ShopSyncProps) {
  const { shopId, name, timezone } = shop;
  const titleId = `shop-${shopId}`;
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader id={titleId} title={name} hint={`${shop.region} · ${shop.currency} · ${timezone}`} />
      <ResyncControl
        shopId={shopId}
        shopName={name}
        timezone={timezone}
        drawnAt={now.toISOString()}
        isAsking={isAsking}
        forecast={forecast}
      />
      {difference ? (
        <div className="border-t border-line px-4 py-4 sm:px-5">
          <DifferenceReport
            difference={difference}
            shopId={shopId}
            ended={formatInstantShort(difference.finishedAt, timezone, now)}
          />
        </div>
      ) : null}
    </Card>
  );
}
