"use client";

import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FormError } from "@/components/ui/field";
import { signInAction } from "./actions";

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const [state, submit, isPending] = useActionState(signInAction, { error: null });
  // A form is emptied once its action has ended; what was typed as e-mail comes back as the default.
  const [email, setEmail] = useState("");
  const isRefused = state.error !== null;
  return (
    <form
      action={submit}
      onSubmit={(event) => setEmail(String(new FormData(event.currentTarget).get("email") ?? ""))}
      className="grid gap-4"
    >
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        isRefused={isRefused}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        isRefused={isRefused}
      />
      <FormError message={state.error} />
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
