"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FormError } from "@/components/ui/field";
import { failureOf } from "@/lib/action-result";
import { resetPasswordAction } from "./actions";

type ResetFormProps = { token: string; email: string; passwordMinLength: number };

export function ResetForm({ token, email, passwordMinLength }: ResetFormProps) {
  const [state, submit, isPending] = useActionState(resetPasswordAction, null);
  const failure = failureOf(state);
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={passwordMinLength}
        hint={`At least ${passwordMinLength} characters. Every other browser is signed out.`}
        isRefused={failure !== null}
      />
      <FormError message={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Saving…" : "Set password"}
      </Button>
    </form>
  );
}
