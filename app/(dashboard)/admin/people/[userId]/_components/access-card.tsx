import { AccessFields } from "@/components/people/access-fields";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Person } from "@/db/queries/people";
import type { Shop } from "@/db/queries/shops";
import { changePersonAction } from "../../actions";

type AccessCardProps = { person: Person; shops: Shop[]; canMakeOwners: boolean };

export function AccessCard({ person, shops, canMakeOwners }: AccessCardProps) {
  return (
    <Card aria-labelledby="access-title">
      <CardHeader id="access-title" title="Role and shops" hint="A change holds from the next click on." />
      <div className="px-4 py-4 sm:px-5">
        <ActionForm action={changePersonAction} done="Saved.">
          <input type="hidden" name="userId" value={person.id} />
          <AccessFields
            key={`${person.role}:${person.shopIds}`}
            idPrefix="person"
            access={person}
            shops={shops}
            canMakeOwners={canMakeOwners}
          />
          <SubmitButton variant="primary" className="w-fit">
            Save
          </SubmitButton>
        </ActionForm>
      </div>
    </Card>
  );
}
