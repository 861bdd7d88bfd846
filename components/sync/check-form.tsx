"use client";

import { SearchCheck } from "lucide-react";
import { type ReactNode, useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult, FormAction } from "@/lib/action-result";

type CheckFormProps = {
  action: FormAction<{ message: string }>;
  label: string;
  /** What it will cost, where the fields do not say it. */
  price?: string;
  /** The fields of the form. */
  children: ReactNode;
};

/** A button that has something read again at TikTok, with its price, and what came of it. */
export function CheckForm({ action, label, price, children }: CheckFormProps) {
  const [result, submit, isPending] = useActionState<ActionResult<{ message: string }> | null, FormData>(
    action,
    null,
  );
  const said = result === null ? (price ?? "") : result.ok ? result.data.message : result.message;
  return (
    <form action={submit} aria-busy={isPending} className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {children}
      <Button type="submit" size="sm" disabled={isPending}>
        <SearchCheck aria-hidden />
        {isPending ? "Asking TikTok…" : label}
      </Button>
      <p aria-live="polite" className="min-w-0 text-sm text-pretty text-ink-muted empty:hidden">
        {said}
      </p>
    </form>
  );
}
