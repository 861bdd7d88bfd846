"use client";

import type { KeyboardEvent, ReactNode } from "react";

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Arrow keys walk the days of the calendar, Home and End lead to its ends; each day is a link without them too. */
export function CalendarKeys({ children }: { children: ReactNode }) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const days = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a[data-day]")];
    const here = days.indexOf(event.target as HTMLAnchorElement);
    if (here === -1) return;
    const target =
      event.key === "Home" ? 0 : event.key === "End" ? days.length - 1 : here + (steps[event.key] ?? 0);
    const day = days[target];
    if (!day || target === here) return;
    event.preventDefault();
    day.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the keys that its links bubble
    <div onKeyDown={move}>{children}</div>
  );
}
