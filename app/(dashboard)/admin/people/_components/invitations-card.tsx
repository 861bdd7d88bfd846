import { LinkForm } from "@/components/people/link-form";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Invitation } from "@/db/queries/people";
import type { Shop } from "@/db/queries/shops";
import { formatSpan, humanizeCode } from "@/lib/format";
import { invitePersonAction, revokeInvitationAction } from "../actions";
import { describeAccess } from "./describe-access";

type InvitationsCardProps = { invitations: Invitation[]; shops: Shop[]; now: Date };

/** Invitations nobody has used yet. The link itself is kept nowhere, so a lost one is made anew. */
export function InvitationsCard({ invitations, shops, now }: InvitationsCardProps) {
  if (invitations.length === 0) return null;
  return (
    <Card aria-labelledby="invitations-title">
      <CardHeader id="invitations-title" title="Open invitations" />
      <ul className="grid px-4 pt-2 pb-1 sm:px-5">
        {invitations.map((invitation) => (
          <li key={invitation.email} className="grid gap-2 border-t border-line py-3 first:border-t-0">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <div className="min-w-0">
                <p className="truncate font-medium">{invitation.email}</p>
                <p className="text-xs text-ink-muted">
                  {humanizeCode(invitation.role)} · {describeAccess(invitation, shops)} ·{" "}
                  {describeExpiry(invitation, now)}
                </p>
              </div>
              <ActionForm action={revokeInvitationAction}>
                <input type="hidden" name="invitationId" value={invitation.id} />
                <SubmitButton size="sm" aria-label={`Revoke the invitation of ${invitation.email}`}>
                  Revoke
                </SubmitButton>
              </ActionForm>
            </div>
            <LinkForm action={invitePersonAction} label="New invitation for" life="7 days">
              <input type="hidden" name="email" value={invitation.email} />
              <input type="hidden" name="role" value={invitation.role} />
              <input type="hidden" name="shops" value={invitation.shopIds ? "some" : "all"} />
              {invitation.shopIds?.map((shopId) => (
                <input key={shopId} type="hidden" name="shopIds" value={shopId} />
              ))}
              <SubmitButton
                size="sm"
                variant="ghost"
                className="w-fit"
                aria-label={`New link for ${invitation.email}`}
              >
                New link
              </SubmitButton>
            </LinkForm>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function describeExpiry({ isExpired, expiresAt, invitedByEmail }: Invitation, now: Date): string {
  const by = invitedByEmail ? ` · by ${invitedByEmail}` : "";
  if (isExpired) return `expired${by}`;
  return `good for ${formatSpan(Date.parse(expiresAt) - now.getTime())}${by}`;
}
