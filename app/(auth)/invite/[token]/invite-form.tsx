"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FormError } from "@/components/ui/field";
import { failureOf } from "@/lib/action-result";
import { NewPasswordField } from "../../_components/new-password-field";
import { useKeptField } from "../../_components/use-kept-field";
import { acceptInvitationAction } from "./actions";

type InviteFormProps = { token: string; email: string; passwordMinLength: number };

export function InviteForm({ token, email, passwordMinLength }: InviteFormProps) {
  const [state, submit, isPending] = useActionState(acceptInvitationAction, null);
  const name = useKeptField("name");
  const failure = failureOf(state);
  return (
    <form action={submit} onSubmit={name.keep} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {/* For the browser's password store; the invitation decides the address. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field
        label="Your name"
        name="name"
        autoComplete="name"
        defaultValue={name.value}
        required={false}
        isRefused={false}
        maxLength={100}
      />
      <NewPasswordField minLength={passwordMinLength} isRefused={failure !== null} />
      <FormError message={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Joining…" : "Join"}
      </Button>
    </form>
  );
}
