import { LinkForm } from "@/components/people/link-form";
import { Card, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { makePasswordLinkAction } from "../../actions";

export function PasswordLinkCard({ userId, isMailed }: { userId: string; isMailed: boolean }) {
  return (
    <Card aria-labelledby="password-link-title">
      <CardHeader
        id="password-link-title"
        title="Forgotten password"
        hint={`A link that sets a new password and signs the person out everywhere.${isMailed ? " It is mailed to them, and shown here too." : ""}`}
      />
      <div className="px-4 py-4 sm:px-5">
        <LinkForm action={makePasswordLinkAction} label="Password link for" life="one day">
          <input type="hidden" name="userId" value={userId} />
          <SubmitButton className="w-fit">Make password link</SubmitButton>
        </LinkForm>
      </div>
    </Card>
  );
}
