import { Check, CircleDashed, CircleHelp, type LucideIcon, TriangleAlert, Wrench } from "lucide-react";
import type { DayState } from "@/lib/proof-days";

const marks: Record<DayState, { Icon: LucideIcon; className: string }> = {
  proven: { Icon: Check, className: "text-good" },
  mended: { Icon: Wrench, className: "text-good" },
  pending: { Icon: CircleDashed, className: "text-ink-muted" },
  doubt: { Icon: CircleHelp, className: "text-warn" },
  uncountable: { Icon: CircleHelp, className: "text-warn" },
  mismatch: { Icon: TriangleAlert, className: "text-bad" },
};

/** A sign of its own for each state, so that colour is never needed to tell them apart. */
export function DayMark({ state, className = "size-4" }: { state: DayState; className?: string }) {
  const { Icon, className: tone } = marks[state];
  return <Icon aria-hidden className={`shrink-0 ${tone} ${className}`} />;
}
