"use client";

import { type ReactNode, useActionState } from "react";
import { FormError } from "@/components/ui/field";
import { type ActionResult, type FormAction, failureOf } from "@/lib/action-result";

type ActionFormProps<Data> = {
  action: FormAction<Data>;
  /** What the form says once the action has gone well. */
  done?: string;
  className?: string;
  children: ReactNode;
};

/** A form whose action may be refused: the reason stands below its fields, and works without a script. */
export function ActionForm<Data>({
  action,
  done,
  className = "flex flex-col gap-4",
  children,
}: ActionFormProps<Data>) {
  const [result, submit, isPending] = useActionState<ActionResult<Data> | null, FormData>(action, null);
  return (
    <form action={submit} aria-busy={isPending} className={className}>
      {children}
      <FormError message={failureOf(result)} />
      {done ? (
        <p role="status" className="text-sm text-good empty:-mt-4">
          {result?.ok && !isPending ? done : ""}
        </p>
      ) : null}
    </form>
  );
}
