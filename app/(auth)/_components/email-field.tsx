import { Field } from "@/components/ui/field";

/** By which somebody signs in; `value` is what was typed before the form came back. */
export function EmailField({ value, isRefused }: { value: string; isRefused: boolean }) {
  return (
    <Field
      label="Email"
      name="email"
      type="email"
      autoComplete="username"
      defaultValue={value}
      isRefused={isRefused}
    />
  );
}
