import { ArrowLeftRight } from "lucide-react";
import { Popup } from "@/components/ui/popup";
import { SoftLink } from "@/components/ui/soft-link";
import { filterHref } from "@/lib/filters/address";
import { compareModes, defaultCompare } from "@/lib/filters/compare";
import { compareLabels } from "@/lib/filters/labels";
import { choiceClass, type FilterPartProps } from "./filter-part";

export function CompareFilter({ pathname, params, filter }: FilterPartProps) {
  const toggled = filter.compare === "none" ? defaultCompare : "none";
  return (
    <Popup
      key={filter.compare}
      label={
        <>
          <ArrowLeftRight aria-hidden className="size-3.5 text-ink-muted" />
          <span className="sr-only">Compared with: </span>
          {compareLabels[filter.compare]}
        </>
      }
    >
      <nav aria-label="Comparison" className="grid gap-0.5 p-1.5">
        {compareModes.map((mode) => (
          <SoftLink
            isStaying
            key={mode}
            href={filterHref(pathname, params, { compare: mode === defaultCompare ? null : mode })}
            aria-current={filter.compare === mode ? "true" : undefined}
            data-shortcut={mode === toggled ? "x" : undefined}
            className={choiceClass}
          >
            {compareLabels[mode]}
          </SoftLink>
        ))}
      </nav>
    </Popup>
  );
}
