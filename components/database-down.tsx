import { Database } from "lucide-react";
import { TryAgain } from "@/components/try-again";
import { buttonVariants } from "@/components/ui/button";

/** Shown instead of a page while PostgreSQL cannot be reached; an ordinary link, so a reload is a true one. */
export function DatabaseDown() {
  return (
    <div className="grid min-h-[70dvh] place-items-center px-6 py-16">
      <div className="max-w-md text-center">
        <span className="mx-auto mb-5 grid size-12 place-items-center rounded-full bg-bad-soft text-bad">
          <Database aria-hidden className="size-5" />
        </span>
        <h1 className="text-lg font-semibold">The database does not answer</h1>
        <p className="mt-2 text-pretty text-ink-muted">
          Nothing is lost: your orders are in PostgreSQL, which cannot be reached just now. It often comes
          back by itself within a minute. If it does not, check that the server named in{" "}
          <code>DATABASE_URL</code> is running and accepts connections.
        </p>
        <TryAgain className={buttonVariants({ variant: "primary", className: "mt-6" })} />
      </div>
    </div>
  );
}
