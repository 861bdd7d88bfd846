import { guardDatabase } from "@/components/guard-database";
import { PageHeader } from "@/components/ui/page-header";
import { listInvitations, listPeople } from "@/db/queries/people";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { formatCounted } from "@/lib/format";
import { isMailOn } from "@/lib/mail/send";
import { InvitationsCard } from "./_components/invitations-card";
import { InviteCard } from "./_components/invite-card";
import { PeopleTable } from "./_components/people-table";

export const metadata = { title: "People" };

export default function PeoplePage() {
  return guardDatabase(renderPeople);
}

async function renderPeople() {
  const { user, shops } = await requirePage("people.manage");
  const [people, invitations] = await Promise.all([listPeople(), listInvitations()]);
  const now = new Date();
  return (
    <>
      <PageHeader
        title="People"
        hint={`${formatCounted(people.length, "person has", "people have")} an account here`}
      />
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="grid gap-5">
          <PeopleTable people={people} shops={shops} ownId={user.id} now={now} />
          <InvitationsCard invitations={invitations} shops={shops} now={now} />
        </div>
        <InviteCard shops={shops} canMakeOwners={can(user, "owners.manage")} isMailed={isMailOn()} />
      </div>
    </>
  );
}
