import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import type { OrderPage } from "@/db/queries/orders";
import { encodeOrderCursor, hrefWith, type OrderCursor, type RawSearchParams } from "@/lib/search-params";

type PagerProps = { pathname: Route; page: OrderPage; params: RawSearchParams };

/** Newer and older orders from the edges of this page: as quick on the last page as on the first. */
export function Pager({ pathname, page, params }: PagerProps) {
  if (!page.previous && !page.next) return null;
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5"
    >
      <PagerLink pathname={pathname} cursor={page.previous} params={params}>
        <ChevronLeft aria-hidden />
        Previous
      </PagerLink>
      <PagerLink pathname={pathname} cursor={page.next} params={params}>
        Next
        <ChevronRight aria-hidden />
      </PagerLink>
    </nav>
  );
}

type PagerLinkProps = {
  pathname: Route;
  cursor: OrderCursor | null;
  params: RawSearchParams;
  children: ReactNode;
};

function PagerLink({ pathname, cursor, params, children }: PagerLinkProps) {
  const className = buttonVariants({ size: "sm" });
  if (!cursor) {
    return (
      <span aria-disabled className={className}>
        {children}
      </span>
    );
  }
  return (
    <Link
      href={hrefWith(pathname, params, { cursor: encodeOrderCursor(cursor) }) as Route}
      prefetch={false}
      className={className}
    >
      {children}
    </Link>
  );
}
