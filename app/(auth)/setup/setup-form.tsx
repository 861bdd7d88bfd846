"use client";

import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FormError } from "@/components/ui/field";
import { setupAction } from "./actions";

export function SetupForm({ passwordMinLength }: { passwordMinLength: number }) {
  const [state, submit, isPending] = useActionState(setupAction, { error: null });
  const [email, setEmail] = useState("");
  const isRefused = state.error !== null;
  return (
    <form
      action={submit}
      onSubmit={(event) => setEmail(String(new FormData(event.currentTarget).get("email") ?? ""))}
      className="grid gap-4"
    >
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
        autoComplete="new-password"
        minLength={passwordMinLength}
        hint={`At least ${passwordMinLength} characters.`}
        isRefused={isRefused}
      />
      <FormError message={state.error} />
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Creating…" : "Create owner"}
      </Button>
    </form>
  );
}
