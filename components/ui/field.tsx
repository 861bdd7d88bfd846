import type { ComponentProps } from "react";

type FieldProps = ComponentProps<"input"> & {
  label: string;
  name: string;
  isRefused: boolean;
  hint?: string;
};

/** A labelled input of a form. */
export function Field({ label, name, isRefused, hint, ...props }: FieldProps) {
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
        aria-describedby={hint ? `${name}-hint` : undefined}
        className="h-11 w-full rounded-md border border-line-strong bg-surface px-3 text-base aria-invalid:border-bad sm:text-sm"
        {...props}
      />
      {hint ? (
        <p id={`${name}-hint`} className="text-[0.8125rem] text-ink-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** Where a form says why it was refused; always there, so that a screen reader hears the change. */
export function FormError({ message }: { message: string | null }) {
  return (
    <div role="alert">
      {message === null ? null : (
        <p className="rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5 text-[0.8125rem]">{message}</p>
      )}
    </div>
  );
}
