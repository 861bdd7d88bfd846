import { ActionForm } from "@/components/ui/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { removePersonAction } from "../../actions";

export function RemoveCard({ userId, email }: { userId: string; email: string }) {
  return (
    <Card aria-labelledby="remove-title">
      <CardHeader
        id="remove-title"
        title="Remove"
        hint="The account, its sessions and links are gone at once. The audit log keeps the name."
      />
      <div className="px-4 py-4 sm:px-5">
        <ActionForm action={removePersonAction}>
          <input type="hidden" name="userId" value={userId} />
          <Field
            label={`Type ${email} to confirm`}
            name="confirmation"
            autoComplete="off"
            isRefused={false}
          />
          <SubmitButton variant="danger" className="w-fit">
            Remove person
          </SubmitButton>
        </ActionForm>
      </div>
    </Card>
  );
}
