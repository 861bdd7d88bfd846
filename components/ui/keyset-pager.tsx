import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "./button";

type KeysetPagerProps = {
  previous: string | null;
  next: string | null;
  words?: { previous: string; next: string };
};

/** To the pages beside this one, from its edges: as quick on the last page as on the first. */
export function KeysetPager({
  previous,
  next,
  words = { previous: "Previous", next: "Next" },
}: KeysetPagerProps) {
  if (!previous && !next) return null;
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5"
    >
      <PagerLink href={previous}>
        <ChevronLeft aria-hidden />
        {words.previous}
      </PagerLink>
      <PagerLink href={next}>
        {words.next}
        <ChevronRight aria-hidden />
      </PagerLink>
    </nav>
  );
}

function PagerLink({ href, children }: { href: string | null; children: ReactNode }) {
  const className = buttonVariants({ size: "sm" });
  if (href === null) {
    return (
      <span aria-disabled className={className}>
        {children}
      </span>
    );
  }
  return (
    <Link href={href as Route} prefetch={false} className={className}>
      {children}
    </Link>
  );
}
