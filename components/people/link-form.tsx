"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/field";
import { type ActionResult, type FormAction, failureOf } from "@/lib/action-result";
import { cn } from "@/lib/cn";
import type { MailOutcome } from "@/lib/mail/outcome";

export type MadeLink = { url: string; email: string; mailed: MailOutcome };

type LinkFormProps = {
  action: FormAction<MadeLink>;
  /** What the link is, before the address it is for: `Invitation for`. */
  label: string;
  /** How long it is good: `7 days`. */
  life: string;
  className?: string;
  children: ReactNode;
};

/** A form that makes a link. The link is shown once: only its hash is kept. */
export function LinkForm({
  action,
  label,
  life,
  className = "flex flex-col gap-4",
  children,
}: LinkFormProps) {
  const [result, submit, isPending] = useActionState<ActionResult<MadeLink> | null, FormData>(action, null);
  return (
    <form action={submit} aria-busy={isPending} className={className}>
      {children}
      <FormError message={failureOf(result)} />
      <div role="status" className="empty:-mt-4">
        {result?.ok && !isPending ? (
          <LinkBox link={result.data} label={`${label} ${result.data.email}`} life={life} />
        ) : null}
      </div>
    </form>
  );
}

/** What became of the mail, and what is left to do; the sentence goes on with how long the link is good. */
function describeMail(mailed: MailOutcome): string {
  if (mailed === null) return "Send this link yourself;";
  if (mailed.isSent) return "The mail server took the mail. Should it not arrive, send this link yourself;";
  return `No mail went out. ${mailed.reason} Send this link yourself;`;
}

function LinkBox({ link: { url, mailed }, label, life }: { link: MadeLink; label: string; life: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    setIsCopied(true);
  };
  return (
    <div
      className={cn(
        "grid gap-2 rounded-md border p-3 text-sm",
        mailed?.isSent === false ? "border-warn/30 bg-warn-soft" : "border-accent/30 bg-accent-soft",
      )}
    >
      <p className="text-pretty">
        <span className="font-medium">{label}.</span> {describeMail(mailed)} it is good once, for {life}, and
        is not shown again.
      </p>
      <div className="flex gap-2">
        <input
          readOnly
          value={url}
          aria-label="Link"
          onFocus={(event) => event.currentTarget.select()}
          className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2.5 font-mono text-xs"
        />
        <Button size="md" onClick={copy}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          {isCopied ? "Copied" : "Copy"}
        </Button>
      </div>
    </div>
  );
}
