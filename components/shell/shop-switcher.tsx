"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import type { Route } from "next";
import { usePathname, useSearchParams } from "next/navigation";
import { buttonVariants } from "@/components/ui/button";
import { SoftForm } from "@/components/ui/soft-form";
import { SoftLink } from "@/components/ui/soft-link";
import { transientKeys } from "@/lib/filters/address";
import { allShops, parseShops } from "@/lib/filters/shops";

export type ShopChoice = { shopId: string; name: string; region: string; currency: string };

/** A page of one order belongs to its shop; its list is where another shop's orders are. */
function listOf(pathname: string): string {
  return pathname.startsWith("/orders/") ? "/orders" : pathname;
}

/** What the header says: the shop, or how many. */
function nameChoice(chosen: ShopChoice[], shops: ShopChoice[]): string {
  if (chosen.length === 1) return chosen[0]?.name ?? "";
  return chosen.length === shops.length ? `All ${shops.length} shops` : `${chosen.length} shops`;
}

/** The shops on screen; with several, a list to switch, or to look at some or all of them together. Filters stay. */
export function ShopSwitcher({ shops }: { shops: ShopChoice[] }) {
  const chosen = parseShops({ shop: useSearchParams().getAll("shop") }, shops).value;
  const name = nameChoice(chosen, shops);
  if (shops.length === 0) return <p className="truncate font-semibold">No shop yet</p>;
  if (shops.length === 1) {
    return (
      <p className="truncate font-semibold" title={name}>
        {name}
      </p>
    );
  }
  return (
    <>
      <button
        type="button"
        popoverTarget="shop-menu"
        className="-ml-2 flex min-w-0 max-w-full items-center gap-1.5 rounded-md px-2 py-1.5 font-semibold hover:bg-hover"
      >
        <span className="truncate">{name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
        <span className="sr-only">, switch shop</span>
      </button>
      <ShopMenu key={chosen.map(({ shopId }) => shopId).join()} shops={shops} chosen={chosen} />
    </>
  );
}

type ShopMenuProps = { shops: ShopChoice[]; chosen: ShopChoice[] };

function ShopMenu({ shops, chosen }: ShopMenuProps) {
  const pathname = listOf(usePathname());
  const params = new URLSearchParams(useSearchParams());
  for (const key of ["shop", "currency", ...transientKeys]) params.delete(key);
  const hrefOf = (shopId: string) =>
    `${pathname}?${new URLSearchParams([...params, ["shop", shopId]])}` as Route;
  const isAll = chosen.length === shops.length;
  return (
    <div
      id="shop-menu"
      popover="auto"
      className="inset-auto top-14 left-3 m-0 max-h-[70dvh] w-80 max-w-[calc(100vw-1.5rem)] overflow-auto rounded-lg border border-line bg-surface-raised text-ink shadow-pop"
    >
      <SoftForm action={pathname} aria-label="Shops">
        {[...params].map(([key, value]) => (
          <input key={`${key}:${value}`} type="hidden" name={key} value={value} />
        ))}
        <ul className="p-1.5">
          <li>
            <MenuLink href={hrefOf(allShops)} isCurrent={isAll} name={`All ${shops.length} shops`} />
          </li>
          {shops.map(({ shopId, name, region, currency }) => (
            <li key={shopId} className="flex items-center">
              <input
                type="checkbox"
                name="shop"
                value={shopId}
                defaultChecked={chosen.some((shop) => shop.shopId === shopId)}
                aria-label={`Show ${name} together with others`}
                className="mx-2 size-4 shrink-0 accent-accent"
              />
              <MenuLink
                href={hrefOf(shopId)}
                isCurrent={!isAll && chosen.length === 1 && chosen[0]?.shopId === shopId}
                name={name}
                hint={`${region} · ${currency}`}
              />
            </li>
          ))}
        </ul>
        <div className="sticky bottom-0 border-t border-line bg-surface-raised p-2.5">
          <button type="submit" className={buttonVariants({ size: "sm", className: "w-full" })}>
            Show those ticked together
          </button>
        </div>
      </SoftForm>
    </div>
  );
}

type MenuLinkProps = { href: Route; name: string; hint?: string; isCurrent: boolean };

function MenuLink({ href, name, hint, isCurrent }: MenuLinkProps) {
  return (
    <SoftLink
      href={href}
      aria-current={isCurrent ? "true" : undefined}
      className="flex min-w-0 flex-1 items-center gap-2 rounded-md px-2.5 py-2 hover:bg-hover aria-[current=true]:font-medium"
    >
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {hint ? <span className="text-xs text-ink-muted">{hint}</span> : null}
      {isCurrent ? <Check aria-hidden className="size-4 text-accent" /> : null}
    </SoftLink>
  );
}
