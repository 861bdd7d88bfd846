import type { ComponentProps } from "react";

type FieldProps = ComponentProps<"input"> & {
  label: string;
  name: string;
  isRefused: boolean;
  hint?: string;
};

/** A labelled input of a form. */
export function Field({ label, name, id = name, isRefused, hint, ...props }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        name={name}
        required
        aria-invalid={isRefused}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="h-11 w-full rounded-md border border-line-strong bg-surface px-3 text-field aria-invalid:border-bad"
        {...props}
      />
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-ink-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** Where a form says why it was refused; always there, so that a screen reader hears the change.
 * While it is empty it takes back the gap of a `flex` column's `gap-4`. */
export function FormError({ message }: { message: string | null }) {
  return (
    <div role="alert" className="empty:-mt-4">
      {message === null ? null : (
        <p className="rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5 text-sm">{message}</p>
      )}
    </div>
  );
}
