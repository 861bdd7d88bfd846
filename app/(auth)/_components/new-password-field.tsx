import { Field } from "@/components/ui/field";

/** A password to be remembered by the browser's store. */
export function NewPasswordField({ minLength, isRefused }: { minLength: number; isRefused: boolean }) {
  return (
    <Field
      label="Password"
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={minLength}
      hint={`At least ${minLength} characters.`}
      isRefused={isRefused}
    />
  );
}
