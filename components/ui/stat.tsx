import type { CSSProperties, ReactNode } from "react";
import { SoftLink } from "./soft-link";

type StatProps = {
  label: string;
  value: string;
  /** A second line, smaller. */
  hint?: ReactNode;
  /** What the figure means, for whoever points at it or listens to it. */
  definition?: string;
  /** Exactly the orders that make the figure up. */
  href?: string;
};

/** Figures side by side, inside one card. */
export function StatRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line shadow-card [gap:1px] sm:grid-cols-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none"
    >
      {children}
    </dl>
  );
}

export function Stat({ label, value, hint, definition, href }: StatProps) {
  const size = { "--chars": value.length, "--largest": "1.125rem" } as CSSProperties;
  return (
    <div className="@container min-w-0 bg-surface px-4 py-3.5">
      <dt className="truncate text-sm text-ink-muted" title={definition}>
        {label}
        {definition ? <span className="sr-only">: {definition}</span> : null}
      </dt>
      <dd className="figure-fit mt-0.5 font-semibold whitespace-nowrap tabular-nums" style={size}>
        {href ? (
          <SoftLink href={href} className="underline-offset-4 hover:text-accent hover:underline">
            {value}
          </SoftLink>
        ) : (
          value
        )}
      </dd>
      {hint ? <dd className="truncate text-xs text-ink-muted tabular-nums">{hint}</dd> : null}
    </div>
  );
}
