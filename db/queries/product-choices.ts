import "server-only";
import { getSql } from "../client";

export type ProductChoice = { productId: string; name: string | null };

type NamesInput = { shopIds: readonly string[]; productIds: readonly string[] };

/** The chosen products with their latest names, in the order asked for; one that was never sold has none. */
export async function listProductNames({ shopIds, productIds }: NamesInput): Promise<ProductChoice[]> {
  if (productIds.length === 0) return [];
  const rows = await getSql()<ProductChoice[]>`
    select distinct on (product_id) product_id as "productId", product_name as name
    from daily_product_sales
    where shop_id = any(${[...shopIds]}::text[]) and product_id = any(${[...productIds]}::text[])
    order by product_id, day desc
    limit 100`;
  const names = new Map(rows.map(({ productId, name }) => [productId, name]));
  return productIds.map((productId) => ({ productId, name: names.get(productId) ?? null }));
}

type FindInput = { shopIds: readonly string[]; text: string; limit: number };

/** Products whose latest name holds the text, best-selling first; an id is found by its beginning. */
export async function findProducts({ shopIds, text, limit }: FindInput): Promise<ProductChoice[]> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const rows = await getSql()<ProductChoice[]>`
    with sold as (
      select product_id, sum(units) as units, (array_agg(product_name order by day desc))[1] as name
      from daily_product_sales
      where shop_id = any(${[...shopIds]}::text[]) and product_id <> ''
      group by product_id
    )
    select product_id as "productId", name from sold
    where name ilike ${pattern} or product_id like ${pattern.slice(1)}
    order by units desc, product_id
    limit ${limit}`;
  return [...rows];
}
