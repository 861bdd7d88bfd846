import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";

/** The calm page around a form that a person meets before the dashboard. */
export function AuthFrame({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-[radial-gradient(60rem_30rem_at_50%_-10rem,var(--accent-soft),transparent)] px-4 py-12">
      <div className="w-full max-w-sm">
        <div className="mb-8 flex flex-col items-center gap-4 text-center">
          <Mark className="size-11" />
          <div>
            <h1 className="text-xl font-semibold">{title}</h1>
            <p className="mt-1 text-balance text-ink-muted">{hint}</p>
          </div>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6 shadow-pop">{children}</div>
      </div>
    </main>
  );
}
