import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type NoticeProps = { tone?: "info" | "warn" | "bad"; children: ReactNode; action?: ReactNode };

const toneClasses = {
  info: "border-accent/25 bg-accent-soft [&>svg]:text-accent",
  warn: "border-warn/30 bg-warn-soft [&>svg]:text-warn",
  bad: "border-bad/30 bg-bad-soft [&>svg]:text-bad",
};

/** A sentence about the page as a whole. */
export function Notice({ tone = "info", children, action }: NoticeProps) {
  const Icon = tone === "info" ? Info : TriangleAlert;
  return (
    <div
      className={cn(
        "flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-md border px-3.5 py-2.5 text-sm",
        toneClasses[tone],
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 text-pretty">{children}</div>
      {action}
    </div>
  );
}

/** What the address asked for and could not have, in its own words. */
export function Notices({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => (
    <Notice key={text} tone="warn">
      {text}
    </Notice>
  ));
}
