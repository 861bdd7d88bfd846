import { Stat, StatRow } from "@/components/ui/stat";
import { formatCount, formatPercent } from "@/lib/format";
import type { ListMetricKey } from "@/lib/metrics/definitions";
import { productWords } from "@/lib/metrics/product-words";
import { formatMoney } from "@/lib/money";

type FigureRowProps = {
  currency: string;
  /** Exactly the orders that make a figure up. */
  hrefOf: (metric: ListMetricKey) => string;
  figures: {
    orders: number;
    units: number;
    gmv: string;
    netSales: string;
    cancelledUnits: number;
    refundedUnits: number;
  };
};

/** The figures of one product or SKU; each opens its orders. */
export function FigureRow({ currency, hrefOf, figures }: FigureRowProps) {
  const { orders, units, gmv, netSales, cancelledUnits, refundedUnits } = figures;
  const rate = (part: number) => (units === 0 ? "–" : formatPercent(part / units));
  return (
    <StatRow label="Figures">
      <Stat
        label="Net sales"
        value={formatMoney(netSales, currency)}
        href={hrefOf("netSales")}
        definition={productWords.netSales}
      />
      <Stat
        label="GMV"
        value={formatMoney(gmv, currency)}
        href={hrefOf("gmv")}
        definition={productWords.gmv}
      />
      <Stat label="Units" value={formatCount(units)} href={hrefOf("units")} definition={productWords.units} />
      <Stat
        label="Orders"
        value={formatCount(orders)}
        href={hrefOf("orders")}
        definition={productWords.orders}
      />
      <Stat
        label="Cancelled"
        value={rate(cancelledUnits)}
        hint={`${formatCount(cancelledUnits)} units`}
        definition={productWords.cancellationRate}
        href={hrefOf("cancelledUnits")}
      />
      <Stat
        label="Refunded"
        value={rate(refundedUnits)}
        hint={`${formatCount(refundedUnits)} units`}
        definition={productWords.refundRate}
        href={hrefOf("refundedUnits")}
      />
    </StatRow>
  );
}
