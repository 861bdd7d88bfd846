import { Search, X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

/** A GET form: the search is an address, and the other filters ride along. */
export function OrderSearch({ params, query }: { params: RawSearchParams; query: string | null }) {
  const kept = Object.entries(params).flatMap(([key, value]) =>
    key === "q" || key === "cursor" ? [] : [value ?? []].flat().map((item) => ({ key, item })),
  );
  return (
    <search className="w-full sm:w-auto">
      <form action="/orders" className="flex gap-2">
        {kept.map(({ key, item }) => (
          <input key={`${key}:${item}`} type="hidden" name={key} value={item} />
        ))}
        <div className="relative min-w-0 flex-1 sm:w-72">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-muted"
          />
          <input
            key={query}
            type="search"
            name="q"
            defaultValue={query ?? ""}
            aria-label="Search by order id"
            placeholder="Order id, or its beginning"
            inputMode="numeric"
            autoComplete="off"
            maxLength={40}
            className="h-9 w-full rounded-md border border-line-strong bg-surface pr-9 pl-8.5 text-sm tabular-nums placeholder:text-ink-muted [&::-webkit-search-cancel-button]:hidden"
          />
          {query ? (
            <Link
              href={hrefWith("/orders", params, { q: null, cursor: null }) as Route}
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
      </form>
    </search>
  );
}
