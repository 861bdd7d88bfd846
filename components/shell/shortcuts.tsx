"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { ShopChoice } from "./shop-switcher";
import { pressShortcut, shortcuts } from "./shortcut-list";

/** Neither is part of the page until somebody asks for it. */
const CommandPalette = lazy(() => import("./command-palette"));
const ShortcutHelp = lazy(() => import("./shortcut-help"));

const keys = new Set<string>(shortcuts.map(({ key }) => key));

/** Where keys are letters to be written, or steer a control. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest("input, textarea, select, [contenteditable], [role=slider], dialog") != null;
}

type Opened = "palette" | "help" | null;

/** Which keys do what: see `shortcut-list.ts`. Everything they do can also be clicked. */
export function Shortcuts({ shops, isAdmin }: { shops: ShopChoice[]; isAdmin: boolean }) {
  const [opened, setOpened] = useState<Opened>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setOpened("palette");
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
      if (event.key === "?") setOpened("help");
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (keys.has(key) && pressShortcut(key)) event.preventDefault();
    };
    const click = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const wanted = target?.closest<HTMLElement>("[data-opens]")?.dataset.opens;
      if (wanted !== "palette" && wanted !== "help") return;
      event.preventDefault();
      setOpened(wanted);
    };
    document.addEventListener("keydown", press);
    document.addEventListener("click", click);
    // A key pressed before this moment is lost: whoever drives the page by keys can see that it has come.
    document.documentElement.dataset.keys = "on";
    return () => {
      delete document.documentElement.dataset.keys;
      document.removeEventListener("keydown", press);
      document.removeEventListener("click", click);
    };
  }, []);
  const close = () => setOpened(null);
  if (opened === null) return null;
  return (
    <Suspense fallback={null}>
      {opened === "palette" ? (
        <CommandPalette shops={shops} isAdmin={isAdmin} onClose={close} />
      ) : (
        <ShortcutHelp onClose={close} />
      )}
    </Suspense>
  );
}
