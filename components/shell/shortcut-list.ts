/**
 * Keys that press something of the page: the link or button that carries them as `data-shortcut`. So a key does what a
 * click does, and nothing on a page that has no such control.
 */
export const shortcuts = [
  { key: "d", shown: "D", label: "Today" },
  { key: "w", shown: "W", label: "Last 7 days" },
  { key: "m", shown: "M", label: "Last 28 days" },
  { key: "y", shown: "Y", label: "Last 12 months" },
  { key: "ArrowLeft", shown: "←", label: "Dates before" },
  { key: "ArrowRight", shown: "→", label: "Dates after" },
  { key: "x", shown: "X", label: "Compare, or stop comparing" },
  { key: "e", shown: "E", label: "Export what is on screen" },
  { key: "r", shown: "R", label: "Refresh from TikTok" },
] as const;

export const otherKeys = [
  { shown: "⌘ K", label: "Find a page, a shop, an order" },
  { shown: "?", label: "These keys" },
  { shown: "Esc", label: "Close what is open" },
] as const;

/** @returns false when the page has nothing for the key. */
export function pressShortcut(key: string): boolean {
  const target = document.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(key)}"]`);
  target?.click();
  return target !== null;
}
