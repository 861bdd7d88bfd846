import type { ReactNode } from "react";
import { SoftLink } from "@/components/ui/soft-link";

type FigureCardProps = {
  label: string;
  /** A colour that only helps the eye. */
  dot?: string;
  value: string;
  state?: "none" | "plain" | "bad";
  href: string;
  children: ReactNode;
};

const values = { none: "text-ink-muted", plain: "", bad: "text-bad" };

/** One figure that leads to what it is made of. */
export function FigureCard({ label, dot, value, state = "plain", href, children }: FigureCardProps) {
  return (
    <SoftLink
      href={href}
      className={`flex h-full flex-col rounded-lg border bg-surface px-4 py-3.5 shadow-card transition-colors hover:border-line-strong ${state === "bad" ? "border-bad/50" : "border-line"}`}
    >
      <span className="flex items-center gap-2 text-sm font-medium text-ink-muted">
        {dot ? <span aria-hidden className={`size-2 shrink-0 rounded-full ${dot}`} /> : null}
        {label}
      </span>
      <span className={`figure mt-1 text-2xl font-semibold tabular-nums ${values[state]}`}>{value}</span>
      <span className="mt-0.5 text-xs text-pretty text-ink-muted tabular-nums">{children}</span>
    </SoftLink>
  );
}
