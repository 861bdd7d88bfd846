"use client";

import { MailCheck } from "lucide-react";
import Link from "next/link";
import { useActionState } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { FormError } from "@/components/ui/field";
import { failureOf } from "@/lib/action-result";
import { EmailField } from "../_components/email-field";
import { useKeptField } from "../_components/use-kept-field";
import { askPasswordLinkAction } from "./actions";

export function AskForm() {
  const [state, submit, isPending] = useActionState(askPasswordLinkAction, null);
  const email = useKeptField("email");
  const failure = failureOf(state);
  if (state?.ok) return <Asked email={state.data.email} />;
  return (
    <form action={submit} onSubmit={email.keep} className="flex flex-col gap-4">
      <EmailField value={email.value} isRefused={failure !== null} />
      <FormError message={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Sending…" : "Send me a link"}
      </Button>
      <Link
        href="/sign-in"
        className="text-center text-sm text-ink-muted underline-offset-3 hover:text-ink hover:underline"
      >
        Back to sign in
      </Link>
    </form>
  );
}

/** The same for an address that has an account and one that has none. */
function Asked({ email }: { email: string }) {
  return (
    <div role="status" className="grid justify-items-center gap-4 text-center">
      <MailCheck aria-hidden className="size-8 text-accent" />
      <p className="text-pretty">
        If <span className="font-medium break-all">{email}</span> has an account here, a link is on its way.
        It works once, within an hour.
      </p>
      <p className="text-sm text-pretty text-ink-muted">
        Nothing came? Look among the unwanted mail, or ask an owner or admin of this dashboard for a link.
      </p>
      <Link href="/sign-in" className={buttonVariants({ size: "lg", className: "w-full" })}>
        To the sign-in page
      </Link>
    </div>
  );
}
