import { ArrowLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";

/** The way up from a page about one thing. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href as Route}
      prefetch={false}
      className="-mb-2 inline-flex w-fit items-center gap-1.5 text-sm font-medium text-ink-muted hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" />
      {children}
    </Link>
  );
}
