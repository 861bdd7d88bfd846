"use client";

import { TryAgain } from "@/components/try-again";
import { buttonVariants } from "@/components/ui/button";

export type ErrorPageProps = { error: Error & { digest?: string } };

/** A plain link tries again with a full load, which also helps when the script itself is out of date. */
export function ErrorMessage({ error }: ErrorPageProps) {
  return (
    <div className="grid min-h-[70dvh] place-items-center px-6 py-16 text-center">
      <div className="max-w-md">
        <h1 className="text-lg font-semibold">This page could not be drawn</h1>
        <p className="mt-2 text-pretty text-ink-muted">
          Something went wrong on our side. Your data is safe, and the sync goes on by itself. Try again; if
          it stays, the server's log has the details{error.digest ? ` under ${error.digest}` : ""}.
        </p>
        <TryAgain className={buttonVariants({ variant: "primary", className: "mt-6" })} />
      </div>
    </div>
  );
}
