import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "./button";

type PagerProps = {
  previous: string | null;
  next: string | null;
  words?: { previous: string; next: string };
  /** Between the two, as which page it is. */
  children?: ReactNode;
};

/** To the pages beside this one, from its edges: as quick on the last page as on the first. */
export function Pager({
  previous,
  next,
  words = { previous: "Previous", next: "Next" },
  children,
}: PagerProps) {
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
      {children}
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
