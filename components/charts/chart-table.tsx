import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";
import { SoftLink } from "@/components/ui/soft-link";
import { hrefWith, type RawSearchParams } from "@/lib/address";

type ChartTableProps = {
  /** Of the panel, in the address and as the anchor. */
  name: string;
  isOpen: boolean;
  pathname: Route;
  params: RawSearchParams;
  label?: string;
  children: ReactNode;
};

/**
 * The foot of a chart: its numbers as a table. Open or closed is part of the address, so that a table that few open is not
 * sent with every page: a year's days made 500 kB of a page of 700.
 */
export function ChartTable({
  name,
  isOpen,
  pathname,
  params,
  label = "Show as a table",
  children,
}: ChartTableProps) {
  const href = `${hrefWith(pathname, params, { table: isOpen ? null : name })}#${name}-table`;
  return (
    <div id={`${name}-table`} className="mt-auto border-t border-line lg:scroll-mt-14 print:hidden">
      <SoftLink
        isStaying
        href={href}
        aria-expanded={isOpen}
        className="flex items-center gap-1 px-4 py-2.5 text-sm font-medium text-ink-muted hover:text-ink sm:px-5"
      >
        <ChevronRight aria-hidden className={`size-4 transition-transform ${isOpen ? "rotate-90" : ""}`} />
        {label}
      </SoftLink>
      {isOpen ? <div className="max-h-96 overflow-y-auto">{children}</div> : null}
    </div>
  );
}
