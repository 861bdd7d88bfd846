import { describeReturnStatus, type ReturnState } from "@/lib/returns/states";

const dots: Record<ReturnState, string> = {
  waiting: "bg-warn",
  "under-way": "bg-accent",
  refunded: "bg-bad",
  replaced: "bg-good",
  declined: "bg-ink-muted",
  withdrawn: "border-2 border-line-strong",
};

/** Always with its word: the dot only helps the eye. */
export function ReturnBadge({ status }: { status: string }) {
  const { state, label } = describeReturnStatus(status);
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full bg-surface-sunken py-0.5 pr-2.5 pl-2 text-xs font-medium whitespace-nowrap text-ink ring-1 ring-line ring-inset">
      <span aria-hidden className={`size-2 rounded-full ${dots[state]}`} />
      {label}
    </span>
  );
}
