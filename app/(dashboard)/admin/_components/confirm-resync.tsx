"use client";

import type { Route } from "next";
import Link from "next/link";
import { Button, buttonVariants } from "@/components/ui/button";
import { FormError } from "@/components/ui/field";

type ConfirmResyncProps = {
  shopId: string;
  asked: "dialog" | "page";
  question: string;
  price: string;
  submit: (form: FormData) => void;
  isPending: boolean;
  error: string | null;
};

/** The one question a resync asks, in a dialog or, without a script, on the page. */
export function ConfirmResync({
  shopId,
  asked,
  question,
  price,
  submit,
  isPending,
  error,
}: ConfirmResyncProps) {
  return (
    <form action={submit} className="grid gap-3">
      <input type="hidden" name="shopId" value={shopId} />
      <input type="hidden" name="asked" value={asked} />
      <h3 className="text-md font-semibold text-balance">{question}</h3>
      <p className="text-pretty text-ink-muted">
        {price} Nothing is hidden or deleted meanwhile, changes still arrive first, and it can be cancelled at
        any time.
      </p>
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Link href={"/admin" as Route} onClick={closeDialog} className={buttonVariants({ variant: "ghost" })}>
          Not now
        </Link>
        <Button type="submit" variant="primary" disabled={isPending}>
          {isPending ? "Starting…" : "Yes, start"}
        </Button>
      </div>
    </form>
  );
}

/** Inside a dialog nothing has to be loaded to get back. */
function closeDialog(event: React.MouseEvent<HTMLAnchorElement>) {
  const dialog = event.currentTarget.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
}
