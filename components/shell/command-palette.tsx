"use client";

import { Command } from "cmdk";
import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { hrefWith } from "@/lib/address";
import { filterHref, filterParams } from "@/lib/filters/address";
import { allShops } from "@/lib/filters/shops";
import { navEntries } from "./nav-entries";
import type { ShopChoice } from "./shop-switcher";
import { pressShortcut, shortcuts } from "./shortcut-list";

type CommandPaletteProps = { shops: ShopChoice[]; isAdmin: boolean; onClose: () => void };

/** Everything by name: pages, orders, dates, shops. It presses and leads; it knows nothing that the page does not. */
export default function CommandPalette({ shops, isAdmin, onClose }: CommandPaletteProps) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const [text, setText] = useState("");
  const params = Object.fromEntries([...search.keys()].map((key) => [key, search.getAll(key)]));
  const go = (href: string) => () => {
    onClose();
    router.push(href as Route);
  };
  const press = (key: string) => () => {
    onClose();
    pressShortcut(key);
  };
  const wanted = text.trim();
  const choices = shops.length > 1 ? [{ shopId: allShops, name: `All ${shops.length} shops` }, ...shops] : [];
  return (
    <Dialog label="Find anything" onClose={onClose} className="mt-[12dvh] w-[34rem] max-w-[calc(100vw-2rem)]">
      <Command label="Find anything" loop>
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="A page, a shop, an order, a product …"
          className="h-12 w-full border-b border-line bg-transparent px-4 text-md outline-none placeholder:text-ink-muted"
        />
        <Command.List className="max-h-[50dvh] overflow-auto p-1.5">
          <Command.Empty className="px-3 py-6 text-center text-ink-muted">
            Nothing is called that.
          </Command.Empty>
          {wanted.length > 1 ? (
            <Group heading="Search">
              <Item
                // Always found, whatever was typed.
                value={`orders ${wanted}`}
                onSelect={go(hrefWith("/orders", { ...filterParams({ shop: params.shop }), q: wanted }, {}))}
              >
                Orders with <q className="font-medium">{wanted}</q>
              </Item>
            </Group>
          ) : null}
          <Group heading="Pages">
            {navEntries
              .filter(({ isForAdmins }) => isAdmin || !isForAdmins)
              .map(({ path, label, icon: Icon }) => (
                <Item key={path} onSelect={go(hrefWith(path, filterParams(params), {}))}>
                  <Icon aria-hidden className="size-4 text-ink-muted" />
                  {label}
                </Item>
              ))}
          </Group>
          <Group heading="On this page">
            {shortcuts.map(({ key, shown, label }) => (
              <Item key={key} onSelect={press(key)}>
                <span className="flex-1">{label}</span>
                <kbd className="font-sans text-xs text-ink-muted">{shown}</kbd>
              </Item>
            ))}
          </Group>
          {choices.length > 0 ? (
            <Group heading="Shops">
              {choices.map(({ shopId, name }) => (
                <Item
                  key={shopId}
                  value={`${name} ${shopId}`}
                  onSelect={go(filterHref(pathname, params, { shop: shopId }))}
                >
                  {name}
                </Item>
              ))}
            </Group>
          ) : null}
        </Command.List>
      </Command>
    </Dialog>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted"
    >
      {children}
    </Command.Group>
  );
}

type ItemProps = { value?: string; onSelect: () => void; children: ReactNode };

function Item({ value, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      {...(value === undefined ? {} : { value })}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover"
    >
      {children}
    </Command.Item>
  );
}
