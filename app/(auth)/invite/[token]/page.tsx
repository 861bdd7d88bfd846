import { findInvitation } from "@/db/queries/people";
import { hashLinkToken } from "@/lib/auth/link-token";
import { oauthProviders } from "@/lib/auth/oauth";
import { passwordMinLength } from "@/lib/auth/password";
import { AuthFrame } from "../../_components/auth-frame";
import { DeadLink } from "../../_components/dead-link";
import { OauthButtons } from "../../sign-in/oauth-buttons";
import { InviteForm } from "./invite-form";

export const metadata = { title: "Invitation", referrer: "same-origin" as const };

export default async function InvitePage({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  const invitation = await findInvitation(hashLinkToken(token));
  if (!invitation) {
    return (
      <AuthFrame title="This invitation has ended" hint="It was used, revoked, or is over a week old.">
        <DeadLink>
          Ask an owner or admin of the dashboard for a new link, or sign in if you have an account.
        </DeadLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Join the shop dashboard" hint={`As ${invitation.role}, with ${invitation.email}`}>
      <InviteForm token={token} email={invitation.email} passwordMinLength={passwordMinLength} />
      <OauthButtons providers={oauthProviders()} callbackUrl="/" />
    </AuthFrame>
  );
}
