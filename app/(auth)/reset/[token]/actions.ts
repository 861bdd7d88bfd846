"use server";

import { z } from "zod";
import { spendPasswordLink } from "@/db/mutations/password-links";
import { findPasswordLink } from "@/db/queries/people";
import { publicFormAction } from "@/lib/auth/action";
import { signIn } from "@/lib/auth/auth";
import { passwordInput } from "@/lib/auth/inputs";
import { hashLinkToken } from "@/lib/auth/link-token";
import { hashPassword } from "@/lib/auth/password";
import { requestOrigin } from "@/lib/auth/request-origin";
import { forgiveTries } from "@/lib/auth/throttled";
import { NotFoundError } from "@/lib/errors";

const resetInput = z.object({ token: z.string().max(100), password: passwordInput });

/** Sets the password a link is for, ends every session of the person, and signs them in here. */
export const resetPasswordAction = publicFormAction(resetInput, async ({ token, password }) => {
  const tokenHash = hashLinkToken(token);
  const person = (await findPasswordLink(tokenHash))
    ? await spendPasswordLink(
        { tokenHash, passwordHash: await hashPassword(password) },
        await requestOrigin(),
      )
    : null;
  if (!person) throw new NotFoundError("This link was used or has expired. Ask for a new one.");
  await forgiveTries(person.email.toLowerCase());
  await signIn("credentials", { email: person.email, password, redirectTo: "/" });
});
