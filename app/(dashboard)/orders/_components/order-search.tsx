import { Search, X } from "lucide-react";
import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { KeptParams } from "@/components/filters/kept-params";
import { buttonVariants } from "@/components/ui/button";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";
import { SearchInput } from "./search-input";

type OrderSearchProps = { params: RawSearchParams; query: string | null; canSearchBuyers: boolean };

/** A GET form: the search is an address, and the filter rides along. With a script it follows every key. */
export function OrderSearch({ params, query, canSearchBuyers }: OrderSearchProps) {
  const what = canSearchBuyers
    ? "Order, SKU, product, tracking, buyer"
    : "Order, SKU, product, tracking number";
  return (
    <Form
      action="/orders"
      role="search"
      aria-label="Orders"
      scroll={false}
      prefetch={false}
      className="flex w-full gap-2 sm:w-auto"
    >
      <KeptParams params={params} without={["q", "cursor", "count"]} />
      <div className="relative min-w-0 flex-1 sm:w-80">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-muted" />
        <SearchInput
          query={query ?? ""}
          placeholder={what}
          href={hrefWith("/orders", params, { q: null, cursor: null, count: null })}
        />
        {query ? (
          <Link
            href={hrefWith("/orders", params, { q: null, cursor: null, count: null }) as Route}
            prefetch={false}
            aria-label="Clear search"
            className="absolute top-1 right-1 grid size-7 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </Link>
        ) : null}
      </div>
      <button type="submit" className={buttonVariants()}>
        Search
      </button>
    </Form>
  );
}
