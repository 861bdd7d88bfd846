"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";

type Tab = { path: string; label: string };

const tabs: Tab[] = [
  { path: "/admin", label: "Sync" },
  { path: "/admin/shops", label: "Shops" },
  { path: "/admin/people", label: "People" },
  { path: "/admin/alerts", label: "Alerts" },
  { path: "/admin/privacy", label: "Privacy" },
  { path: "/admin/audit", label: "Audit log" },
];

/** The parts of the administration; the one on screen is marked, and on a phone the row scrolls by itself. */
export function AdminTabs() {
  const pathname = usePathname();
  const isHere = (path: string) =>
    path === "/admin" ? pathname === path : pathname === path || pathname.startsWith(`${path}/`);
  return (
    <nav
      aria-label="Administration"
      className="-mx-4 -mt-3 overflow-x-auto border-b border-line px-4 lg:-mx-8 lg:px-8"
    >
      <ul className="flex gap-5">
        {tabs.map(({ path, label }) => (
          <li key={path}>
            <Link
              href={path as Route}
              prefetch={false}
              aria-current={isHere(path) ? "page" : undefined}
              className="-mb-px block border-b-2 border-transparent py-2.5 font-medium whitespace-nowrap text-ink-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
