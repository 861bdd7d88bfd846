import { Package } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, TableHead } from "@/components/ui/table";
import { listTopProducts } from "@/db/queries/top-products";
import { ordersHref } from "@/lib/filters/address";
import type { OverviewContext } from "./overview-context";
import { guardPanel } from "./panel-guard";
import { ProductRow } from "./product-row";

const shownProducts = 10;

/** The orders of a product; those of what TikTok did not name cannot be told from others. */
function hrefOf(productId: string, { params, filter, currency }: OverviewContext): string | null {
  if (productId === "") return null;
  return ordersHref(params, filter, { metric: "netSales", currency, product: productId });
}

/** The products with the highest net sales of the period, and how their places moved. */
export function ProductsPanel({ context }: { context: OverviewContext }) {
  return guardPanel("Top products", async () => {
    const { filter, comparison, currency, isHistoryHere } = context;
    // Who was ahead among orders that have a status now says nothing of the time before.
    const isBySegment = filter.statuses.length > 0 || filter.fulfilmentTypes.length > 0;
    const previous = isBySegment || !isHistoryHere ? null : comparison.previous;
    const products = await listTopProducts({ filter, previous, currency, limit: shownProducts });
    return (
      <Card aria-labelledby="products-title" className="flex flex-col">
        <CardHeader
          id="products-title"
          title="Top products"
          hint="By net sales, with the share of all products"
        />
        {products.length === 0 ? (
          <EmptyState icon={Package} title="No products sold">
            Nothing was paid for in this period and currency.
          </EmptyState>
        ) : (
          <div className="pt-2 pb-2">
            <Table aria-label="Top products">
              <TableHead
                columns={["Product", ["Units", "num"], ["Net sales", "num"], ["Share", "num max-sm:hidden"]]}
              />
              <tbody>
                {products.map((product, index) => (
                  <ProductRow
                    key={product.productId}
                    product={product}
                    rank={index + 1}
                    isCompared={previous !== null}
                    currency={currency}
                    href={hrefOf(product.productId, context)}
                  />
                ))}
              </tbody>
            </Table>
          </div>
        )}
      </Card>
    );
  });
}
