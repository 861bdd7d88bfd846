import { humanizeCode } from "@/lib/format";

const dots: Record<string, string> = {
  UNPAID: "border-2 border-line-strong",
  ON_HOLD: "bg-warn",
  AWAITING_SHIPMENT: "bg-data-2",
  PARTIALLY_SHIPPING: "bg-data-2",
  AWAITING_COLLECTION: "bg-data-3",
  IN_TRANSIT: "bg-accent",
  DELIVERED: "bg-good",
  COMPLETED: "bg-good",
  CANCELLED: "bg-bad",
};

/** Always with its word: the dot only helps the eye. */
export function StatusBadge({ status }: { status: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full bg-surface-sunken py-0.5 pr-2.5 pl-2 text-xs font-medium whitespace-nowrap ring-1 ring-line ring-inset">
      <span aria-hidden className={`size-2 rounded-full ${dots[status] ?? "bg-ink-muted"}`} />
      {humanizeCode(status)}
    </span>
  );
}
