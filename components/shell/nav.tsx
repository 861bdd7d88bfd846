"use client";

import { Ellipsis } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { SoftLink } from "@/components/ui/soft-link";
import { hrefWith } from "@/lib/address";
import { filterParams } from "@/lib/filters/address";
import { type NavEntry, navEntries } from "./nav-entries";

const slotsInBar = 5;

function isHere(pathname: string, path: string): boolean {
  return path === "/" ? pathname === "/" : pathname === path || pathname.startsWith(`${path}/`);
}

const linkClass =
  "text-ink-muted transition-colors hover:text-ink aria-[current=page]:text-accent lg:h-9 lg:flex-row lg:justify-start lg:gap-2.5 lg:rounded-md lg:px-2.5 lg:text-base lg:hover:bg-hover lg:aria-[current=page]:bg-accent-soft lg:aria-[current=page]:text-ink lg:aria-[current=page]:[&_svg]:text-accent";
const slotClass = "flex h-14 flex-col items-center justify-center gap-1 text-2xs font-medium";

/** A column beside the page when there is room, a bar of thumbs' reach when there is not. */
export function Nav({ isAdmin }: { isAdmin: boolean }) {
  const shown = navEntries.filter(({ isForAdmins }) => isAdmin || !isForAdmins);
  const hasMore = shown.length > slotsInBar;
  const inBar = hasMore ? slotsInBar - 1 : slotsInBar;
  return (
    <nav
      aria-label="Main"
      className="print:hidden fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:sticky lg:inset-auto lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:border-t-0 lg:bg-transparent"
    >
      <ul className="flex lg:flex-col lg:gap-0.5 lg:p-3">
        {shown.map((entry, index) => (
          <li key={entry.path} className={`flex-1 lg:flex-none ${index < inBar ? "" : "max-lg:hidden"}`}>
            <NavLink entry={entry} className={`${slotClass} ${linkClass}`} />
          </li>
        ))}
        {hasMore ? <More entries={shown.slice(inBar)} /> : null}
      </ul>
    </nav>
  );
}

function NavLink({ entry: { path, label, icon: Icon }, className }: { entry: NavEntry; className: string }) {
  const pathname = usePathname();
  const search = useSearchParams();
  const params = Object.fromEntries([...search.keys()].map((key) => [key, search.getAll(key)]));
  return (
    <SoftLink
      href={hrefWith(path, filterParams(params), {})}
      aria-current={isHere(pathname, path) ? "page" : undefined}
      className={className}
    >
      <Icon aria-hidden className="size-5 lg:size-[1.125rem]" />
      {label}
    </SoftLink>
  );
}

/** What does not fit into the bar: a native disclosure, keyed by the address so that it closes once a page is reached. */
function More({ entries }: { entries: NavEntry[] }) {
  const pathname = usePathname();
  const isHereInside = entries.some(({ path }) => isHere(pathname, path));
  return (
    <li className="flex-1 lg:hidden">
      <details key={pathname} name="popup" className="group relative">
        <summary
          className={`${slotClass} hover:text-ink ${isHereInside ? "text-accent" : "text-ink-muted"} group-open:text-ink`}
        >
          <Ellipsis aria-hidden className="size-5" />
          More
        </summary>
        <ul className="absolute right-2 bottom-full mb-2 w-52 rounded-lg border border-line bg-surface-raised p-1.5 shadow-pop">
          {entries.map((entry) => (
            <li key={entry.path}>
              <NavLink
                entry={entry}
                className="flex h-11 items-center gap-3 rounded-md px-3 text-base font-medium text-ink-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-ink"
              />
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
