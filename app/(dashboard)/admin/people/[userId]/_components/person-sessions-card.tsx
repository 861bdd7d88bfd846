import { SessionList } from "@/components/people/session-list";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Session } from "@/db/queries/people";
import { endPersonSessionsAction } from "../../actions";

type PersonSessionsCardProps = {
  userId: string;
  sessions: Session[];
  currentId: string;
  canEnd: boolean;
  now: Date;
};

export function PersonSessionsCard({ userId, sessions, currentId, canEnd, now }: PersonSessionsCardProps) {
  return (
    <Card aria-labelledby="sessions-title">
      <CardHeader id="sessions-title" title="Sessions">
        {canEnd && sessions.length > 0 ? (
          <ActionForm action={endPersonSessionsAction} className="flex flex-col items-end gap-4">
            <input type="hidden" name="userId" value={userId} />
            <SubmitButton size="sm">Sign out everywhere</SubmitButton>
          </ActionForm>
        ) : null}
      </CardHeader>
      <div className="px-4 pt-2 pb-1 sm:px-5">
        {sessions.length === 0 ? (
          <p className="pb-3 text-ink-muted">Signed in nowhere.</p>
        ) : (
          <SessionList sessions={sessions} currentId={currentId} now={now} />
        )}
      </div>
    </Card>
  );
}
