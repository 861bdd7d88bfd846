import { ActionForm } from "@/components/ui/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { changePasswordAction } from "../actions";

type PasswordCardProps = { email: string; hasPassword: boolean; passwordMinLength: number };

export function PasswordCard({ email, hasPassword, passwordMinLength }: PasswordCardProps) {
  return (
    <Card aria-labelledby="password-title">
      <CardHeader id="password-title" title="Password" hint="Changing it signs out every other browser." />
      <div className="max-w-md px-4 py-4 sm:px-5">
        {hasPassword ? (
          <ActionForm action={changePasswordAction} done="The password is changed.">
            <input type="hidden" name="username" autoComplete="username" value={email} />
            <Field
              label="Present password"
              name="current"
              type="password"
              autoComplete="current-password"
              isRefused={false}
            />
            <Field
              label="New password"
              name="next"
              type="password"
              autoComplete="new-password"
              minLength={passwordMinLength}
              hint={`At least ${passwordMinLength} characters.`}
              isRefused={false}
            />
            <SubmitButton className="w-fit">Change password</SubmitButton>
          </ActionForm>
        ) : (
          <p className="text-pretty text-ink-muted">
            You sign in with Google or GitHub and have no password here. An owner or admin can make a link
            that sets one.
          </p>
        )}
      </div>
    </Card>
  );
}
