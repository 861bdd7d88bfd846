"use client";

import { useEffect } from "react";

function openPopups(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>('details[name="popup"][open]')];
}

function closeOutside(event: Event) {
  for (const popup of openPopups()) {
    if (!(event.target instanceof Node && popup.contains(event.target))) popup.open = false;
  }
}

function closeByEscape(event: KeyboardEvent) {
  if (event.key !== "Escape") return;
  for (const popup of openPopups()) {
    popup.open = false;
    if (popup.contains(document.activeElement)) popup.querySelector("summary")?.focus();
  }
}

/** A choice was made: its link or form leads on, and the panel has done its work. */
function closeChosen(event: Event) {
  const target = event.target instanceof Element ? event.target : null;
  const popup = target?.closest<HTMLDetailsElement>('details[name="popup"]');
  if (popup && (event.type === "submit" || target?.closest("a"))) popup.open = false;
}

/** What people expect of a panel beyond `details`, once for all of them. */
export function PopupCloser() {
  useEffect(() => {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    document.addEventListener("pointerdown", closeOutside, options);
    document.addEventListener("focusin", closeOutside, options);
    document.addEventListener("keydown", closeByEscape, options);
    document.addEventListener("click", closeChosen, options);
    document.addEventListener("submit", closeChosen, options);
    return () => controller.abort();
  }, []);
  return null;
}
