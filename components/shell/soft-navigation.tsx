"use client";

import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState, useTransition } from "react";

/** The link behind a plain click that leads to another address of this app in this tab; else null. */
function findLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target === "_blank" || link.hasAttribute("download")) return null;
  if (link.origin !== location.origin) return null;
  return link.pathname !== location.pathname || link.search !== location.search ? link : null;
}

/** Where a GET form leads, with its fields and the button pressed. */
function addressOf(form: HTMLFormElement, submitter: HTMLElement | null): string {
  const url = new URL(form.action, location.href);
  url.search = "";
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === "string" && value !== "") url.searchParams.append(name, value);
  }
  return url.pathname + url.search;
}

/** Says on the page that another one is on its way; style does the rest. */
function showPending(isPending: boolean) {
  const root = document.documentElement;
  if (isPending) root.dataset.pending = "";
  else delete root.dataset.pending;
  document.getElementById("main")?.setAttribute("aria-busy", String(isPending));
}

/**
 * Follows `SoftLink` and `SoftForm` without loading the page anew, and says while a page is on its way. Without script
 * both lead there all the same.
 */
export function SoftNavigation() {
  const router = useRouter();
  const address = `${usePathname()}?${useSearchParams()}`;
  const [isPending, startTransition] = useTransition();
  // The address at which a click on a link of the router's own was seen: it is on its way until the address changes.
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const lead = useCallback(
    (href: string, mode: string | undefined) =>
      startTransition(() => router.push(href as Route, { scroll: mode !== "stay" })),
    [router],
  );

  useEffect(() => showPending(isPending || leftAt === address), [isPending, leftAt, address]);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const click = (event: MouseEvent) => {
      const link = findLink(event);
      if (link && event.defaultPrevented) setLeftAt(address);
      if (!link || event.defaultPrevented || link.dataset.soft === undefined) return;
      event.preventDefault();
      lead(link.pathname + link.search + link.hash, link.dataset.soft);
    };
    const submit = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.dataset.soft === undefined) return;
      event.preventDefault();
      lead(addressOf(form, event.submitter), form.dataset.soft);
    };
    document.addEventListener("click", click, { signal });
    document.addEventListener("submit", submit, { signal });
    return () => controller.abort();
  }, [address, lead]);
  return null;
}
