import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section className={cn("rounded-lg border border-line bg-surface shadow-card", className)} {...props} />
  );
}

type CardHeaderProps = { id?: string; title: ReactNode; hint?: ReactNode; children?: ReactNode };

/** The title row of a card; children stand at its end. */
export function CardHeader({ id, title, hint, children }: CardHeaderProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
      <div className="min-w-0">
        <h2 id={id} className="text-md font-semibold">
          {title}
        </h2>
        {hint ? <p className="text-sm text-ink-muted">{hint}</p> : null}
      </div>
      {children}
    </div>
  );
}
