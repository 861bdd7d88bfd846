"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { createInvitation, revokeInvitation } from "@/db/mutations/invitations";
import { createPasswordLink } from "@/db/mutations/password-links";
import { changePerson, removePerson } from "@/db/mutations/people";
import { endSessions } from "@/db/mutations/sessions";
import { getPerson } from "@/db/queries/people";
import { authedFormAction } from "@/lib/auth/action";
import { auditEntry } from "@/lib/auth/audit";
import { accessInput, emailInput } from "@/lib/auth/inputs";
import { absoluteUrl, newLinkToken } from "@/lib/auth/link-token";
import { can } from "@/lib/auth/permissions";
import { ForbiddenError, NotFoundError, ValidationError } from "@/lib/errors";
import { invitationMail, passwordMail } from "@/lib/mail/compose";
import { deliver } from "@/lib/mail/deliver";

const daySec = 86_400;

const invitationInput = z.object({ email: emailInput }).and(accessInput);

/** Invites an address, or makes a new link for one that is invited already; mailed where a mail server is set up. */
export const invitePersonAction = authedFormAction(
  "people.manage",
  invitationInput,
  async (form, { user }) => {
    const { email, role, shopIds } = form;
    if (role === "owner" && !can(user, "owners.manage"))
      throw new ForbiddenError("Only an owner can invite an owner.");
    const { token, tokenHash } = newLinkToken();
    const entry = await auditEntry(user, "person.invited", { details: { role, shops: shopIds ?? "all" } });
    const lifeSec = 7 * daySec;
    await createInvitation({ email, role, shopIds, tokenHash, invitedBy: user.id, lifeSec }, entry);
    revalidatePath("/admin/people");
    const url = await absoluteUrl(`/invite/${token}`);
    const mailed = await deliver("invitation", email, () =>
      invitationMail({ url, role, by: user, life: "7 days" }),
    );
    return { url, email, mailed };
  },
);

const invitationId = z.object({ invitationId: z.uuid() });

export const revokeInvitationAction = authedFormAction(
  "people.manage",
  invitationId,
  async (form, { user }) => {
    const which = { id: form.invitationId, mayTouchOwners: can(user, "owners.manage") };
    await revokeInvitation(which, await auditEntry(user, "invitation.revoked"));
    revalidatePath("/admin/people");
  },
);

const changeInput = z.object({ userId: z.uuid() }).and(accessInput);

export const changePersonAction = authedFormAction("people.manage", changeInput, async (form, { user }) => {
  const { userId, role, shopIds } = form;
  const change = { userId, role, shopIds, mayTouchOwners: can(user, "owners.manage") };
  await changePerson(change, await auditEntry(user, "person.role_changed"));
  revalidatePath("/admin/people", "layout");
});

const personInput = z.object({ userId: z.uuid() });

async function requirePerson(userId: string) {
  const person = await getPerson(userId);
  if (!person) throw new NotFoundError("This person has no account any more.");
  return person;
}

export const makePasswordLinkAction = authedFormAction(
  "people.manage",
  personInput,
  async ({ userId }, { user }) => {
    const { email } = await requirePerson(userId);
    const { token, tokenHash } = newLinkToken();
    const mayTouchOwners = can(user, "owners.manage");
    const link = { userId, tokenHash, createdBy: user.id, lifeSec: daySec, mayTouchOwners };
    await createPasswordLink(link, await auditEntry(user, "password.link_made"));
    const url = await absoluteUrl(`/reset/${token}`);
    const mailed = await deliver("password_link", email, () =>
      passwordMail({ url, email, by: user, life: "one day" }),
    );
    return { url, email, mailed };
  },
);

export const endPersonSessionsAction = authedFormAction(
  "people.manage",
  personInput,
  async ({ userId }, { user }) => {
    const { email, role } = await requirePerson(userId);
    if (role === "owner" && !can(user, "owners.manage"))
      throw new ForbiddenError("Only an owner can sign out an owner.");
    await endSessions({ userId }, await auditEntry(user, "sessions.ended", { subject: email }));
    revalidatePath("/admin/people", "layout");
  },
);

const removalInput = z.object({ userId: z.uuid(), confirmation: z.string().max(300) });

/** Removes a person for good, once their e-mail address was typed. */
export const removePersonAction = authedFormAction("people.manage", removalInput, async (form, { user }) => {
  const { email } = await requirePerson(form.userId);
  if (form.userId === user.id)
    throw new ValidationError("Nobody can remove themselves. Ask another owner or admin.");
  if (form.confirmation.trim().toLowerCase() !== email.toLowerCase()) {
    throw new ValidationError("The address typed is not the one of this person.");
  }
  const which = { userId: form.userId, mayTouchOwners: can(user, "owners.manage") };
  await removePerson(which, await auditEntry(user, "person.removed"));
  revalidatePath("/admin/people");
  redirect("/admin/people");
});
