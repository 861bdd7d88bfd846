import type { Route } from "next";
import type { RawSearchParams } from "@/lib/address";
import type { Filter } from "@/lib/filters/filter";

/** What each control of the filter bar needs. */
export type FilterPartProps = { pathname: Route; params: RawSearchParams; filter: Filter };

/** A line to choose in a panel. */
export const choiceClass =
  "flex min-h-8 items-center gap-2 rounded-md px-2.5 py-1.5 text-sm hover:bg-hover aria-[current=true]:bg-accent-soft aria-[current=true]:font-medium";
