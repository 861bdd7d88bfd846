import { sparklinePath } from "@/components/charts/chart-layout";
import { Table } from "@/components/ui/table";
import type { BoardProduct, ProductBoard, ProductSort } from "@/db/queries/product-board";
import { hrefWith, type RawSearchParams } from "@/lib/address";
import { filterParams } from "@/lib/filters/address";
import { formatCount, formatPercent } from "@/lib/format";
import { productWords } from "@/lib/metrics/product-words";
import { formatMoney } from "@/lib/money";
import { type ProductRowData, ProductRows } from "./product-rows";
import { SortHeader } from "./sort-header";

type ProductTableProps = {
  board: ProductBoard;
  /** Null where no rollup draws them. */
  trends: Map<string, number[]> | null;
  sort: ProductSort;
  currency: string;
  params: RawSearchParams;
};

/** The leaderboard; below the last of the vital few a line says so. */
export function ProductTable(props: ProductTableProps) {
  const { board, trends, sort, params } = props;
  const head = { current: sort, params };
  return (
    <Table aria-label="Products">
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col" className="w-28 max-lg:hidden">
            {trends ? "Trend" : ""}
          </th>
          <SortHeader {...head} sort="units" definition={productWords.units} className="max-sm:hidden">
            Units
          </SortHeader>
          <SortHeader {...head} sort="sales" definition={productWords.netSales}>
            Net sales
          </SortHeader>
          <th scope="col" className="num max-md:hidden" title={productWords.share}>
            Share
          </th>
          <SortHeader
            {...head}
            sort="cancellation"
            definition={productWords.cancellationRate}
            className="max-md:hidden"
          >
            Cancelled
          </SortHeader>
          <SortHeader {...head} sort="refund" definition={productWords.refundRate} className="max-md:hidden">
            Refunded
          </SortHeader>
        </tr>
      </thead>
      <tbody>
        <ProductRows rows={board.products.map((product) => toRow(product, props))} />
      </tbody>
    </Table>
  );
}

function toRow(
  product: BoardProduct,
  { board, trends, sort, currency, params }: ProductTableProps,
): ProductRowData {
  const { productId, rank, name, image, units, netSales, share, cancellationRate, refundRate } = product;
  const { products, vitalProducts } = board.total;
  const trend = trends?.get(productId);
  const address = `/products/${encodeURIComponent(productId)}`;
  return {
    productId,
    rank,
    name,
    image,
    href: productId === "" ? null : hrefWith(address, filterParams(params), { product: null }),
    trend: trend ? sparklinePath(trend) : null,
    units: formatCount(units),
    netSales: formatMoney(netSales, currency),
    share: formatPercent(share),
    cancelled: cancellationRate === null ? "–" : formatPercent(cancellationRate),
    refunded: refundRate === null ? "–" : formatPercent(refundRate),
    vitalLine: sort === "sales" && rank === vitalProducts && products > 1 ? sayVital(vitalProducts) : null,
  };
}

const sayVital = (count: number) =>
  `${count === 1 ? "This product makes" : `These ${formatCount(count)} products make`} 80% of net sales`;
