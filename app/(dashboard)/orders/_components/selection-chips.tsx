import { X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { OrderSelection } from "@/lib/filters/selection";
import { describeSelection, explainSelection } from "@/lib/filters/selection-labels";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

/** What else narrows the list, each part a link that takes it away; and what the figure means that it is the list of. */
export function SelectionChips({
  selection,
  params,
}: {
  selection: OrderSelection;
  params: RawSearchParams;
}) {
  const parts = describeSelection(selection);
  if (parts.length === 0) return null;
  const words = explainSelection(selection).join(" ");
  return (
    <>
      <ul aria-label="Narrowed to" className="-mt-2 flex flex-wrap gap-1.5">
        {parts.map(({ text, keys }) => (
          <li key={text}>
            <Link
              href={
                hrefWith("/orders", params, {
                  ...Object.fromEntries(keys.map((key) => [key, null])),
                  cursor: null,
                  count: null,
                }) as Route
              }
              prefetch={false}
              scroll={false}
              className="flex h-8 items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-sm font-medium ring-1 ring-accent/30 ring-inset hover:ring-accent/60"
            >
              {text}
              <X aria-hidden className="size-3.5 text-ink-muted" />
              <span className="sr-only">, remove</span>
            </Link>
          </li>
        ))}
      </ul>
      {words ? <p className="-mt-2 max-w-3xl text-sm text-pretty text-ink-muted">{words}</p> : null}
    </>
  );
}
