"use client";

import { LayoutDashboard, type LucideIcon, ReceiptText, RefreshCcwDot } from "lucide-react";
import type { Route } from "next";
import Link, { useLinkStatus } from "next/link";
import { usePathname, useSearchParams } from "next/navigation";

type Entry = { path: Route; label: string; icon: LucideIcon };

const entries: Entry[] = [
  { path: "/", label: "Overview", icon: LayoutDashboard },
  { path: "/orders", label: "Orders", icon: ReceiptText },
  { path: "/sync", label: "Sync", icon: RefreshCcwDot },
];

function PendingMark() {
  const { pending } = useLinkStatus();
  return (
    <span
      aria-hidden
      className={`ml-auto hidden size-1.5 rounded-full bg-accent transition-opacity delay-100 lg:block ${
        pending ? "opacity-100 motion-safe:animate-pulse" : "opacity-0"
      }`}
    />
  );
}

function isHere(pathname: string, path: string): boolean {
  return path === "/" ? pathname === "/" : pathname === path || pathname.startsWith(`${path}/`);
}

/** A column beside the page when there is room, a bar of thumbs' reach when there is not. */
export function Nav() {
  const pathname = usePathname();
  const shop = useSearchParams().get("shop");
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:sticky lg:inset-auto lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:border-t-0 lg:bg-transparent"
    >
      <ul className="grid grid-cols-3 lg:flex lg:flex-col lg:gap-0.5 lg:p-3">
        {entries.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <Link
              href={(shop ? `${path}?shop=${encodeURIComponent(shop)}` : path) as Route}
              prefetch={false}
              aria-current={isHere(pathname, path) ? "page" : undefined}
              className="flex h-14 flex-col items-center justify-center gap-1 text-[0.6875rem] font-medium text-ink-muted transition-colors hover:text-ink aria-[current=page]:text-accent lg:h-9 lg:flex-row lg:justify-start lg:gap-2.5 lg:rounded-md lg:px-2.5 lg:text-sm lg:hover:bg-hover lg:aria-[current=page]:bg-accent-soft lg:aria-[current=page]:text-ink lg:aria-[current=page]:[&_svg]:text-accent"
            >
              <Icon aria-hidden className="size-5 lg:size-[1.125rem]" />
              {label}
              <PendingMark />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
