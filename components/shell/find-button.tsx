import { Search } from "lucide-react";

/** Opens the palette; without script it leads to where orders are searched. */
export function FindButton() {
  return (
    <a
      href="/orders"
      data-opens="palette"
      aria-label="Find a page, a shop, an order"
      aria-keyshortcuts="Meta+K Control+K"
      className="flex size-8 shrink-0 items-center justify-center gap-2 rounded-md border border-line bg-surface text-sm text-ink-muted shadow-card hover:bg-hover xl:w-40 xl:justify-start xl:px-2.5"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="flex-1 max-xl:hidden">Find</span>
      <kbd className="font-sans text-xs max-xl:hidden">⌘K</kbd>
    </a>
  );
}
