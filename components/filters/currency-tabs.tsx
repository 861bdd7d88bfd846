import type { Route } from "next";
import Link from "next/link";
import { hrefWith, type RawSearchParams } from "@/lib/address";

type CurrencyTabsProps = {
  pathname: Route;
  params: RawSearchParams;
  label: string;
  currencies: readonly string[];
  chosen: string;
};

/** Money of several currencies is never added: what ranks or draws shows one of them. */
export function CurrencyTabs({ pathname, params, label, currencies, chosen }: CurrencyTabsProps) {
  const all = [...new Set([...currencies, chosen])].sort();
  if (all.length < 2) return null;
  return (
    <nav aria-label="Currency" className="flex flex-wrap items-center gap-1 text-sm">
      <span className="mr-1 text-ink-muted">{label}</span>
      {all.map((currency) => (
        <Link
          key={currency}
          href={hrefWith(pathname, params, { currency, page: null }) as Route}
          prefetch={false}
          scroll={false}
          aria-current={currency === chosen ? "true" : undefined}
          className="rounded-md px-2.5 py-1 font-medium text-ink-muted hover:bg-hover aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink"
        >
          {currency}
        </Link>
      ))}
    </nav>
  );
}
