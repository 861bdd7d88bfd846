import { ArrowDown } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ProductSort } from "@/db/queries/product-board";
import { hrefWith, type RawSearchParams } from "@/lib/address";

type SortHeaderProps = {
  sort: ProductSort;
  current: ProductSort;
  params: RawSearchParams;
  definition: string;
  className?: string;
  children: string;
};

/** The head of a column that the table can be in the order of, highest first. */
export function SortHeader({ sort, current, params, definition, className = "", children }: SortHeaderProps) {
  const isCurrent = sort === current;
  return (
    <th scope="col" aria-sort={isCurrent ? "descending" : undefined} className={`num ${className}`}>
      <Link
        href={hrefWith("/products", params, { sort: sort === "sales" ? null : sort, page: null }) as Route}
        prefetch={false}
        scroll={false}
        title={definition}
        aria-current={isCurrent ? "true" : undefined}
        className="inline-flex items-baseline gap-1 rounded-sm hover:text-ink aria-[current=true]:font-semibold aria-[current=true]:text-ink"
      >
        {isCurrent ? <ArrowDown aria-hidden className="size-3.5 self-center" /> : null}
        {children}
      </Link>
    </th>
  );
}
