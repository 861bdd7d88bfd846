"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FormError } from "@/components/ui/field";
import { failureOf } from "@/lib/action-result";
import { EmailField } from "../_components/email-field";
import { useKeptField } from "../_components/use-kept-field";
import { signInAction } from "./actions";

type SignInFormProps = {
  callbackUrl: string /** Why the sign-in before this one did not work. */;
  failure: string | null;
};

export function SignInForm({ callbackUrl, failure: earlier }: SignInFormProps) {
  const [state, submit, isPending] = useActionState(signInAction, null);
  const email = useKeptField("email");
  const failure = failureOf(state);
  return (
    <form action={submit} onSubmit={email.keep} className="flex flex-col gap-4">
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <EmailField value={email.value} isRefused={failure !== null} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        isRefused={failure !== null}
      />
      <FormError message={failure ?? (isPending ? null : earlier)} />
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
