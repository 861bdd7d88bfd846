"use client";

import { SoftLink } from "@/components/ui/soft-link";
import { filterHref } from "@/lib/filters/address";
import { isNarrowed } from "@/lib/filters/filter";
import { fulfilmentTypes, fulfilmentWord } from "@/lib/filters/fulfilment";
import { fulfilmentLabels } from "@/lib/filters/labels";
import { humanizeCode } from "@/lib/format";
import { orderStatuses } from "@/lib/order-statuses";
import { ChoiceFilter } from "./choice-filter";
import { CompareFilter } from "./compare-filter";
import { DateFilter } from "./date-filter";
import type { FilterPartProps } from "./filter-part";
import { type ProductChoice, ProductFilter } from "./product-filter";

export type FilterBarProps = FilterPartProps & {
  chosenProducts: readonly ProductChoice[];
  /** What `?find=` found; null while nothing is searched for. */
  foundProducts: readonly ProductChoice[] | null;
  /** Whether "All time" is offered: for lists, which read no more for it. */
  hasAllTime?: boolean;
  /** Whether the page compares periods. */
  hasCompare?: boolean;
  /** False where the page offers the statuses in another way. */
  hasStatus?: boolean;
  /** False where the page is about one product already. */
  hasProduct?: boolean;
  hasFulfilment?: boolean;
};

/**
 * The one filter of every page. All of it is links and GET forms: the state is the address, so it can be shared, goes
 * back, and needs no script. The shop is chosen in the header. It runs in the browser too, so that its panels are not
 * sent a second time beside the HTML.
 */
export function FilterBar({
  pathname,
  params,
  filter,
  chosenProducts,
  foundProducts,
  hasAllTime = false,
  hasCompare = true,
  hasStatus = true,
  hasProduct = true,
  hasFulfilment = true,
}: FilterBarProps) {
  const part = { pathname, params, filter };
  return (
    <search
      aria-label="Filters"
      className="flex items-center gap-1.5 max-sm:-mx-4 max-sm:scrollbar-none max-sm:overflow-x-auto max-sm:px-4 max-sm:py-0.5 sm:flex-wrap print:hidden"
    >
      <DateFilter {...part} hasAllTime={hasAllTime} />
      {hasCompare ? <CompareFilter {...part} /> : null}
      {hasStatus ? (
        <ChoiceFilter
          pathname={pathname}
          params={params}
          name="status"
          label="Status"
          many="statuses"
          choices={orderStatuses.map((status) => ({
            value: status.toLowerCase(),
            label: humanizeCode(status),
            isChosen: filter.statuses.includes(status),
          }))}
        />
      ) : null}
      {hasProduct ? <ProductFilter {...part} chosen={chosenProducts} found={foundProducts} /> : null}
      {hasFulfilment ? (
        <ChoiceFilter
          pathname={pathname}
          params={params}
          name="fulfilment"
          label="Fulfilment"
          many="fulfilment types"
          choices={fulfilmentTypes.map((type) => ({
            value: fulfilmentWord(type),
            label: fulfilmentLabels[type],
            isChosen: filter.fulfilmentTypes.includes(type),
          }))}
        />
      ) : null}
      {isNarrowed(filter) ? (
        <SoftLink
          isStaying
          href={filterHref(pathname, params, { status: null, product: null, fulfilment: null })}
          className="px-2 py-1.5 text-sm font-medium text-ink-muted underline-offset-3 hover:text-ink hover:underline"
        >
          Clear filters
        </SoftLink>
      ) : null}
    </search>
  );
}
