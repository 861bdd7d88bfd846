import type { Route } from "next";
import Link from "next/link";
import { filterHref } from "@/lib/filters/address";
import { formatCount, humanizeCode } from "@/lib/format";
import { type OrderStatus, orderStatuses, type RawSearchParams } from "@/lib/search-params";

const chipClass =
  "flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-3 text-sm font-medium whitespace-nowrap text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current=true]:border-accent/40 aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink";

type StatusFilterProps = {
  params: RawSearchParams;
  selected: readonly OrderStatus[];
  counts: Record<string, number>;
};

/** Each status is a link that adds or takes away itself; the numbers are exact for the dates chosen. */
export function StatusFilter({ params, selected, counts }: StatusFilterProps) {
  const hrefOf = (statuses: readonly OrderStatus[]) =>
    filterHref("/orders", params, { status: statuses.map((status) => status.toLowerCase()) }) as Route;
  const shown = orderStatuses.filter((status) => (counts[status] ?? 0) > 0 || selected.includes(status));
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <nav
      aria-label="Status"
      className="flex gap-1.5 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 sm:flex-wrap"
    >
      <Link
        href={hrefOf([])}
        prefetch={false}
        scroll={false}
        aria-current={selected.length === 0 ? "true" : undefined}
        className={chipClass}
      >
        All <Count value={all} />
      </Link>
      {shown.map((status) => {
        const isSelected = selected.includes(status);
        const next = isSelected ? selected.filter((item) => item !== status) : [...selected, status];
        return (
          <Link
            key={status}
            href={hrefOf(next)}
            prefetch={false}
            scroll={false}
            aria-current={isSelected ? "true" : undefined}
            className={chipClass}
          >
            {humanizeCode(status)} <Count value={counts[status] ?? 0} />
          </Link>
        );
      })}
    </nav>
  );
}

function Count({ value }: { value: number }) {
  return <span className="font-normal text-ink-muted tabular-nums">{formatCount(value)}</span>;
}
