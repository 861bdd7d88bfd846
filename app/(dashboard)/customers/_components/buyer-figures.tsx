import { Stat, StatRow } from "@/components/ui/stat";
import type { BuyerCounts } from "@/db/queries/buyers";
import { formatCount, formatPercent } from "@/lib/format";
import { buyerWords } from "@/lib/metrics/buyer-words";

/** Who bought in the period. */
export function BuyerFigures({ counts: { buyers, newBuyers, orders } }: { counts: BuyerCounts }) {
  const returning = buyers - newBuyers;
  const share = (part: number) => (buyers === 0 ? undefined : `${formatPercent(part / buyers)} of buyers`);
  return (
    <StatRow label="Buyers of the period">
      <Stat label="Buyers" value={formatCount(buyers)} definition={buyerWords.buyers} />
      <Stat
        label="New"
        value={formatCount(newBuyers)}
        hint={share(newBuyers)}
        definition={buyerWords.newBuyers}
      />
      <Stat
        label="Returning"
        value={formatCount(returning)}
        hint={share(returning)}
        definition={buyerWords.returning}
      />
      <Stat
        label="Repeat rate"
        value={buyers === 0 ? "–" : formatPercent(returning / buyers)}
        definition={buyerWords.repeatRate}
      />
      <Stat
        label="Orders per buyer"
        value={buyers === 0 ? "–" : (orders / buyers).toFixed(2)}
        hint={`${formatCount(orders)} orders`}
        definition={buyerWords.ordersPerBuyer}
      />
    </StatRow>
  );
}
