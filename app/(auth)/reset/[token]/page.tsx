import { findPasswordLink } from "@/db/queries/people";
import { hashLinkToken } from "@/lib/auth/link-token";
import { passwordMinLength } from "@/lib/auth/password";
import { isMailOn } from "@/lib/mail/send";
import { AuthFrame } from "../../_components/auth-frame";
import { DeadLink } from "../../_components/dead-link";
import { ResetForm } from "./reset-form";

export const metadata = { title: "New password", referrer: "same-origin" as const };

export default async function ResetPage({ params }: PageProps<"/reset/[token]">) {
  const { token } = await params;
  const link = await findPasswordLink(hashLinkToken(token));
  if (!link) {
    return (
      <AuthFrame title="This link has ended" hint="It was used, replaced by a newer one, or is too old.">
        <DeadLink>
          {isMailOn()
            ? "Ask for a new link on the sign-in page, or have an owner or admin of the dashboard make one."
            : "Ask an owner or admin of the dashboard for a new link."}
        </DeadLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Set a new password" hint={`For ${link.email}`}>
      <ResetForm token={token} email={link.email} passwordMinLength={passwordMinLength} />
    </AuthFrame>
  );
}
