import { guardDatabase } from "@/components/guard-database";
import { PageHeader } from "@/components/ui/page-header";
import { getPerson, listSessions } from "@/db/queries/people";
import { requirePage } from "@/lib/auth/page";
import { passwordMinLength } from "@/lib/auth/password";
import { humanizeCode } from "@/lib/format";
import { PasswordCard } from "./_components/password-card";
import { SessionsCard } from "./_components/sessions-card";

export const metadata = { title: "Account" };

export default function AccountPage() {
  return guardDatabase(renderAccount);
}

async function renderAccount() {
  const { user } = await requirePage("account.use");
  const [person, sessions] = await Promise.all([getPerson(user.id), listSessions(user.id)]);
  return (
    <>
      <PageHeader
        title={user.name ?? user.email}
        hint={`${user.name ? `${user.email} · ` : ""}${humanizeCode(user.role)}`}
      />
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        <PasswordCard
          email={user.email}
          hasPassword={person?.hasPassword ?? false}
          passwordMinLength={passwordMinLength}
        />
        <SessionsCard sessions={sessions} currentId={user.sessionId} now={new Date()} />
      </div>
    </>
  );
}
