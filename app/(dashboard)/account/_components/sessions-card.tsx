import { SessionList } from "@/components/people/session-list";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Session } from "@/db/queries/people";
import { endSessionAction, signOutEverywhereAction } from "../actions";

type SessionsCardProps = { sessions: Session[]; currentId: string; now: Date };

export function SessionsCard({ sessions, currentId, now }: SessionsCardProps) {
  return (
    <Card aria-labelledby="sessions-title">
      <CardHeader id="sessions-title" title="Sessions" hint="Browsers that are signed in as you.">
        <ActionForm action={signOutEverywhereAction} className="flex flex-col items-end gap-4">
          <SubmitButton size="sm" variant="danger">
            Sign out everywhere
          </SubmitButton>
        </ActionForm>
      </CardHeader>
      <div className="px-4 pt-2 pb-1 sm:px-5">
        <SessionList sessions={sessions} currentId={currentId} now={now}>
          {({ id }) =>
            id === currentId ? null : (
              <ActionForm action={endSessionAction}>
                <input type="hidden" name="sessionId" value={id} />
                <SubmitButton size="sm">Sign out</SubmitButton>
              </ActionForm>
            )
          }
        </SessionList>
      </div>
    </Card>
  );
}
