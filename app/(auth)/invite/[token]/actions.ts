"use server";

import { z } from "zod";
import { acceptInvitation } from "@/db/mutations/invitations";
import { findInvitation } from "@/db/queries/people";
import { publicFormAction } from "@/lib/auth/action";
import { signIn } from "@/lib/auth/auth";
import { nameInput, passwordInput } from "@/lib/auth/inputs";
import { hashLinkToken } from "@/lib/auth/link-token";
import { hashPassword } from "@/lib/auth/password";
import { requestOrigin } from "@/lib/auth/request-origin";
import { NotFoundError } from "@/lib/errors";

const acceptInput = z.object({ token: z.string().max(100), name: nameInput, password: passwordInput });

/** Creates the account that an invitation promises, and signs the person in. */
export const acceptInvitationAction = publicFormAction(acceptInput, async ({ token, name, password }) => {
  const tokenHash = hashLinkToken(token);
  // Looked up first, so that nobody without a link makes us hash passwords.
  const person = (await findInvitation(tokenHash))
    ? await acceptInvitation(
        { tokenHash, name, passwordHash: await hashPassword(password) },
        await requestOrigin(),
      )
    : null;
  if (!person)
    throw new NotFoundError("This invitation was used, revoked or has expired. Ask for a new one.");
  await signIn("credentials", { email: person.email, password, redirectTo: "/" });
});
