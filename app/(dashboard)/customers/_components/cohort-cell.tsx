import { heatmapSteps } from "@/components/charts/heatmap-layout";
import { SoftLink } from "@/components/ui/soft-link";
import { formatCounted, formatPercent } from "@/lib/format";

export type CohortHref = (firstMonth: string, month: string) => string;

/** What can be read on each shade, in both themes. */
const inks = ["", "", "", "", "text-black", "text-white dark:text-black"];

type CohortCellProps = {
  count: number;
  share: number;
  highest: number;
  /** Its month is still running. */
  isOpen: boolean;
  href: string;
};

export function CohortCell({ count, share, highest, isOpen, href }: CohortCellProps) {
  const shades = heatmapSteps - 1;
  const shade = count === 0 ? 0 : Math.min(shades, 1 + Math.floor((share / highest) * shades));
  return (
    <td>
      <SoftLink
        href={href}
        title={`${formatCounted(count, "buyer", "buyers")}${isOpen ? " so far" : ""}`}
        className={`grid h-8 min-w-12 place-items-center rounded-sm text-xs tabular-nums hover:underline ${inks[shade]} ${isOpen ? "outline-1 -outline-offset-1 outline-line-strong outline-dashed" : ""}`}
        style={{ background: `var(--heat-${shade})` }}
      >
        <span>
          {formatPercent(share)}
          {isOpen ? <span className="sr-only"> so far</span> : null}
        </span>
      </SoftLink>
    </td>
  );
}

export function CohortLink({ href, children }: { href: string; children: string }) {
  return (
    <SoftLink href={href} className="underline-offset-3 hover:underline">
      {children}
    </SoftLink>
  );
}
