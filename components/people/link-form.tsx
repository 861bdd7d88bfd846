"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/field";
import { type ActionResult, type FormAction, failureOf } from "@/lib/action-result";

export type MadeLink = { url: string; email: string };

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
          <LinkBox url={result.data.url} label={`${label} ${result.data.email}`} life={life} />
        ) : null}
      </div>
    </form>
  );
}

function LinkBox({ url, label, life }: { url: string; label: string; life: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    setIsCopied(true);
  };
  return (
    <div className="grid gap-2 rounded-md border border-accent/30 bg-accent-soft p-3 text-[0.8125rem]">
      <p className="text-pretty">
        <span className="font-medium">{label}.</span> Send this link yourself; it is good once, for {life},
        and is not shown again.
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
