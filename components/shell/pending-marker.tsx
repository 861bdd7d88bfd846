"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";

const longestMs = 10_000;

function markPending() {
  document.documentElement.dataset.pending = "";
  document.getElementById("main")?.setAttribute("aria-busy", "true");
  setTimeout(unmark, longestMs);
}

function unmark() {
  delete document.documentElement.dataset.pending;
  document.getElementById("main")?.removeAttribute("aria-busy");
}

/** Whether a click leads to another address of this app in this tab. */
function leadsOn(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target === "_blank" || link.hasAttribute("download")) return false;
  if (link.origin !== location.origin) return false;
  return link.pathname !== location.pathname || link.search !== location.search;
}

/**
 * Says on the root element that a page is on its way. Style does the rest: figures become bars of their own size where they
 * stand, so that nothing moves when the new ones come.
 */
export function PendingMarker() {
  const address = `${usePathname()}?${useSearchParams()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address means that the page has come
  useEffect(unmark, [address]);
  useEffect(() => {
    const click = (event: MouseEvent) => {
      if (leadsOn(event)) markPending();
    };
    const submit = (event: SubmitEvent) => {
      if (event.target instanceof HTMLFormElement && event.target.method === "get") markPending();
    };
    document.addEventListener("click", click);
    document.addEventListener("submit", submit);
    return () => {
      document.removeEventListener("click", click);
      document.removeEventListener("submit", submit);
    };
  }, []);
  return null;
}
