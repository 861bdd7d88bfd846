import { AccessFields } from "@/components/people/access-fields";
import { LinkForm } from "@/components/people/link-form";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Shop } from "@/db/queries/shops";
import { invitePersonAction } from "../actions";

type InviteCardProps = { shops: Shop[]; canMakeOwners: boolean; isMailed: boolean };

export function InviteCard({ shops, canMakeOwners, isMailed }: InviteCardProps) {
  return (
    <Card aria-labelledby="invite-title">
      <CardHeader
        id="invite-title"
        title="Invite somebody"
        hint={
          isMailed
            ? "A link goes out by mail, and is shown here too."
            : "You get a link to send; no mail is sent from here."
        }
      />
      <div className="px-4 py-4 sm:px-5">
        <LinkForm action={invitePersonAction} label="Invitation for" life="7 days">
          <Field label="Email" name="email" type="email" autoComplete="off" isRefused={false} />
          <AccessFields
            idPrefix="invite"
            access={{ role: "viewer", shopIds: null }}
            shops={shops}
            canMakeOwners={canMakeOwners}
          />
          <SubmitButton variant="primary" className="w-fit">
            Make invitation link
          </SubmitButton>
        </LinkForm>
      </div>
    </Card>
  );
}
