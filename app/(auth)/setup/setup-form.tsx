"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/field";
import { failureOf } from "@/lib/action-result";
import { EmailField } from "../_components/email-field";
import { NewPasswordField } from "../_components/new-password-field";
import { useKeptField } from "../_components/use-kept-field";
import { setupAction } from "./actions";

export function SetupForm({ passwordMinLength }: { passwordMinLength: number }) {
  const [state, submit, isPending] = useActionState(setupAction, null);
  const email = useKeptField("email");
  const failure = failureOf(state);
  return (
    <form action={submit} onSubmit={email.keep} className="flex flex-col gap-4">
      <EmailField value={email.value} isRefused={failure !== null} />
      <NewPasswordField minLength={passwordMinLength} isRefused={failure !== null} />
      <FormError message={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Creating…" : "Create owner"}
      </Button>
    </form>
  );
}
