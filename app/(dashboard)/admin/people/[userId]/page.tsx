import { ArrowLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { guardDatabase } from "@/components/guard-database";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { getPerson, listSessions } from "@/db/queries/people";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { humanizeCode } from "@/lib/format";
import { isMailOn } from "@/lib/mail/send";
import { AccessCard } from "./_components/access-card";
import { PasswordLinkCard } from "./_components/password-link-card";
import { PersonSessionsCard } from "./_components/person-sessions-card";
import { RemoveCard } from "./_components/remove-card";

export const metadata = { title: "Person" };

export default function PersonPage({ params }: PageProps<"/admin/people/[userId]">) {
  return guardDatabase(async () => renderPerson((await params).userId));
}

async function renderPerson(userId: string) {
  const { user, shops } = await requirePage("people.manage");
  const person = await getPerson(userId);
  if (!person) notFound();
  const sessions = await listSessions(person.id);
  const mayChange = person.role !== "owner" || can(user, "owners.manage");
  return (
    <>
      <Link
        href={"/admin/people" as Route}
        className="-mb-2 inline-flex w-fit items-center gap-1.5 text-sm font-medium text-ink-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        People
      </Link>
      <PageHeader
        title={person.name ?? person.email}
        hint={`${person.name ? `${person.email} · ` : ""}${humanizeCode(person.role)}`}
      />
      {mayChange ? null : <Notice>Only an owner can change, sign out or remove an owner.</Notice>}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        {mayChange ? (
          <AccessCard person={person} shops={shops} canMakeOwners={can(user, "owners.manage")} />
        ) : null}
        <div className="grid gap-5">
          <PersonSessionsCard
            userId={person.id}
            sessions={sessions}
            currentId={user.sessionId}
            canEnd={mayChange}
            now={new Date()}
          />
          {mayChange ? <PasswordLinkCard userId={person.id} isMailed={isMailOn()} /> : null}
          {mayChange && person.id !== user.id ? <RemoveCard userId={person.id} email={person.email} /> : null}
        </div>
      </div>
    </>
  );
}
