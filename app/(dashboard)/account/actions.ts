"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { endSessions } from "@/db/mutations/sessions";
import { authedFormAction } from "@/lib/auth/action";
import { auditEntry } from "@/lib/auth/audit";
import { passwordInput } from "@/lib/auth/inputs";
import { changeOwnPassword } from "@/lib/auth/own-password";

const passwordChange = z.object({ current: passwordInput, next: passwordInput });

export const changePasswordAction = authedFormAction(
  "account.use",
  passwordChange,
  async (form, { user }) => {
    await changeOwnPassword(user, form.current, form.next);
    revalidatePath("/account");
  },
);

const sessionInput = z.object({ sessionId: z.uuid() });

/** Ends one of one's own sessions; another person's id ends nothing. */
export const endSessionAction = authedFormAction("account.use", sessionInput, async (form, { user }) => {
  await endSessions({ userId: user.id, onlyId: form.sessionId }, await auditEntry(user, "sessions.ended"));
  revalidatePath("/account");
});

/** Ends every session, this one included. */
export const signOutEverywhereAction = authedFormAction(
  "account.use",
  z.object({}),
  async (_form, { user }) => {
    await endSessions({ userId: user.id }, await auditEntry(user, "sessions.ended"));
    redirect("/sign-in");
  },
);
