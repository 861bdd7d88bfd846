import "server-only";
import { getSql } from "../client";
import { escapeLike, holdsWords } from "./order-match";

export type ProductChoice = { productId: string; name: string | null };

type NamesInput = { shopIds: readonly string[]; productIds: readonly string[] };

/** The chosen products with their latest names, in the order asked for; one that nobody ever ordered has none. */
export async function listProductNames({ shopIds, productIds }: NamesInput): Promise<ProductChoice[]> {
  if (productIds.length === 0) return [];
  const rows = await getSql()<ProductChoice[]>`
    select distinct on (product_id) product_id as "productId", product_name as name
    from product_skus
    where shop_id = any(${[...shopIds]}::text[]) and product_id = any(${[...productIds]}::text[])
    order by product_id, (product_name is null), named_at desc
    limit 100`;
  const names = new Map(rows.map(({ productId, name }) => [productId, name]));
  return productIds.map((productId) => ({ productId, name: names.get(productId) ?? null }));
}

type FindInput = { shopIds: readonly string[]; text: string; limit: number };

/** Products whose name holds every word of the text, or a SKU's code the text, last ordered first; an id is found by its beginning. */
export async function findProducts({ shopIds, text, limit }: FindInput): Promise<ProductChoice[]> {
  const sql = getSql();
  const pattern = `%${escapeLike(text)}%`;
  const rows = await sql<ProductChoice[]>`
    select product_id as "productId", (array_agg(product_name order by named_at desc))[1] as name
    from product_skus
    where shop_id = any(${[...shopIds]}::text[]) and product_id <> ''
      and ((${holdsWords(sql, text)}) or seller_sku ilike ${pattern} or product_id like ${pattern.slice(1)})
    group by product_id
    order by max(named_at) desc, product_id
    limit ${limit}`;
  return [...rows];
}
