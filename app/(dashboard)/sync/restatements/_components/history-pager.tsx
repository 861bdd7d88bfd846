import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import type { RestatementPage } from "@/db/queries/restatements";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

/** Newer and older changes from the edges of this page. */
export function HistoryPager({ page, params }: { page: RestatementPage; params: RawSearchParams }) {
  if (!page.hasNewer && !page.hasOlder) return null;
  const hrefTo = (place: { newer: string } | { older: string }) =>
    hrefWith("/sync/restatements", params, { newer: null, older: null, ...place }) as Route;
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5"
    >
      <PageLink href={page.hasNewer && first ? hrefTo({ newer: first.id }) : null}>
        <ChevronLeft aria-hidden />
        Newer
      </PageLink>
      <PageLink href={page.hasOlder && last ? hrefTo({ older: last.id }) : null}>
        Older
        <ChevronRight aria-hidden />
      </PageLink>
    </nav>
  );
}

function PageLink({ href, children }: { href: Route | null; children: ReactNode }) {
  const className = buttonVariants({ size: "sm" });
  if (href === null) {
    return (
      <span aria-disabled className={className}>
        {children}
      </span>
    );
  }
  return (
    <Link href={href} prefetch={false} className={className}>
      {children}
    </Link>
  );
}
