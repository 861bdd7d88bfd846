"use client";

import { type ComponentProps, useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
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
      <div role="alert">
        {isRefused ? (
          <p className="rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5 text-[0.8125rem]">
            {state.error}
          </p>
        ) : null}
      </div>
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}

type FieldProps = ComponentProps<"input"> & { label: string; name: string; isRefused: boolean };

function Field({ label, name, isRefused, ...props }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={name} className="text-[0.8125rem] font-medium">
        {label}
      </label>
      <input
        id={name}
        name={name}
        required
        aria-invalid={isRefused}
        className="h-11 w-full rounded-md border border-line-strong bg-surface px-3 text-base aria-invalid:border-bad sm:text-sm"
        {...props}
      />
    </div>
  );
}
