import { causeWords, type RestatementCause } from "@/lib/restatements";

const dots: Record<RestatementCause, string> = {
  cancelled: "bg-bad",
  refunded: "bg-warn",
  late_arrival: "bg-data-2",
  repaired: "bg-data-3",
  changed: "bg-ink-muted",
};

/** Always with its word: the dot only helps the eye. */
export function CauseBadge({ cause }: { cause: RestatementCause }) {
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full bg-surface-sunken py-0.5 pr-2 pl-1.5 text-xs font-medium whitespace-nowrap ring-1 ring-line ring-inset">
      <span aria-hidden className={`size-1.5 rounded-full ${dots[cause]}`} />
      {causeWords[cause].label}
    </span>
  );
}
