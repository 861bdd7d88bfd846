"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";

type SearchInputProps = {
  query: string;
  placeholder: string;
  /** The list without a search. */
  href: string;
};

const pauseMs = 200;

/** A field of a form that also searches by itself once typing pauses; a later key supersedes what is on its way. */
export function SearchInput({ query, placeholder, href }: SearchInputProps) {
  const router = useRouter();
  const [text, setText] = useState(query);
  const [isPending, startTransition] = useTransition();
  const [asked, setAsked] = useState(query);

  // The search was changed by something else: a link, the way back.
  if (query !== asked && !isPending) {
    setAsked(query);
    setText(query);
  }

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked) return;
    const timer = setTimeout(() => {
      setAsked(wanted);
      const separator = href.includes("?") ? "&" : "?";
      const target = wanted === "" ? href : `${href}${separator}q=${encodeURIComponent(wanted)}`;
      startTransition(() => router.replace(target as Route, { scroll: false }));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, asked, href, router]);

  return (
    <input
      type="search"
      name="q"
      value={text}
      onChange={(event) => setText(event.target.value)}
      aria-label="Search orders"
      aria-busy={isPending}
      placeholder={placeholder}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={64}
      className="h-9 w-full rounded-md border border-line-strong bg-surface pr-9 pl-8.5 text-field placeholder:text-ink-muted aria-busy:opacity-70 [&::-webkit-search-cancel-button]:hidden"
    />
  );
}
