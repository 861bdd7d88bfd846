"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";

export type ShopChoice = { shopId: string; name: string; region: string };

/** The shop on screen; with several, a list of the others. Filters stay, a page of a list does not. */
export function ShopSwitcher({ shops }: { shops: ShopChoice[] }) {
  const pathname = usePathname();
  const params = useSearchParams();
  const current = shops.find(({ shopId }) => shopId === params.get("shop")) ?? shops[0];
  if (!current) return <p className="truncate font-semibold">No shop yet</p>;
  if (shops.length === 1) {
    return (
      <p className="truncate font-semibold" title={current.name}>
        {current.name}
      </p>
    );
  }
  const hrefOf = (shopId: string) => {
    const next = new URLSearchParams(params);
    next.delete("cursor");
    next.delete("currency");
    next.set("shop", shopId);
    return `${pathname.startsWith("/orders/") ? "/orders" : pathname}?${next}`;
  };
  return (
    <>
      <button
        type="button"
        popoverTarget="shop-menu"
        className="-ml-2 flex min-w-0 items-center gap-1.5 rounded-md px-2 py-1.5 font-semibold hover:bg-hover"
      >
        <span className="truncate">{current.name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
        <span className="sr-only">, switch shop</span>
      </button>
      <ShopMenu shops={shops} currentId={current.shopId} hrefOf={hrefOf} />
    </>
  );
}

type ShopMenuProps = { shops: ShopChoice[]; currentId: string; hrefOf: (shopId: string) => string };

function ShopMenu({ shops, currentId, hrefOf }: ShopMenuProps) {
  return (
    <div
      id="shop-menu"
      popover="auto"
      className="inset-auto top-14 left-3 m-0 max-h-[70dvh] w-72 overflow-auto rounded-lg border border-line bg-surface-raised p-1.5 text-ink shadow-pop"
    >
      <ul>
        {shops.map(({ shopId, name, region }) => (
          <li key={shopId}>
            <a
              href={hrefOf(shopId)}
              aria-current={shopId === currentId ? "true" : undefined}
              className="flex items-center gap-2 rounded-md px-2.5 py-2 hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="text-xs text-ink-muted">{region}</span>
              {shopId === currentId ? <Check aria-hidden className="size-4 text-accent" /> : null}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
