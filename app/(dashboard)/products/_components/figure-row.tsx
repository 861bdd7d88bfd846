import { Stat, StatRow } from "@/components/ui/stat";
import { formatCount, formatPercent } from "@/lib/format";
import { productWords } from "@/lib/metrics/product-words";
import { formatMoney } from "@/lib/money";

type FigureRowProps = {
  currency: string;
  figures: {
    orders: number;
    units: number;
    gmv: string;
    netSales: string;
    cancelledUnits: number;
    refundedUnits: number;
  };
};

/** The figures of one product or SKU. */
export function FigureRow({ currency, figures }: FigureRowProps) {
  const { orders, units, gmv, netSales, cancelledUnits, refundedUnits } = figures;
  const rate = (part: number) => (units === 0 ? "–" : formatPercent(part / units));
  return (
    <StatRow label="Figures">
      <Stat label="Net sales" value={formatMoney(netSales, currency)} definition={productWords.netSales} />
      <Stat label="GMV" value={formatMoney(gmv, currency)} definition={productWords.gmv} />
      <Stat label="Units" value={formatCount(units)} definition={productWords.units} />
      <Stat label="Orders" value={formatCount(orders)} definition={productWords.orders} />
      <Stat
        label="Cancelled"
        value={rate(cancelledUnits)}
        hint={`${formatCount(cancelledUnits)} units`}
        definition={productWords.cancellationRate}
      />
      <Stat
        label="Refunded"
        value={rate(refundedUnits)}
        hint={`${formatCount(refundedUnits)} units`}
        definition={productWords.refundRate}
      />
    </StatRow>
  );
}
