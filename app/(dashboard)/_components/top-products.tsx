import { Package } from "lucide-react";
import { guardDatabase } from "@/components/guard-database";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import { listTopProducts, type TopProduct } from "@/db/queries/products";
import { ProductRow } from "./product-row";

const shownProducts = 10;

type TopProductsProps = { shopId: string; from: string; to: string; currency: string };

/** The products with the highest net sales of the period. */
export function TopProducts(input: TopProductsProps) {
  return guardDatabase(async () => {
    const products = await listTopProducts({ ...input, limit: shownProducts });
    return <ProductCard products={products} currency={input.currency} />;
  });
}

function ProductCard({ products, currency }: { products: TopProduct[]; currency: string }) {
  const highestShare = Math.max(...products.map(({ share }) => share), 1e-9);
  return (
    <Card aria-labelledby="products-title">
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
            <thead>
              <tr>
                <th scope="col">Product</th>
                <th scope="col" className="num">
                  Units
                </th>
                <th scope="col" className="num">
                  Net sales
                </th>
                <th scope="col" className="w-1/4 max-sm:hidden">
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {products.map((product, index) => (
                <ProductRow
                  key={product.productId}
                  product={product}
                  rank={index + 1}
                  currency={currency}
                  highestShare={highestShare}
                />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Card>
  );
}
