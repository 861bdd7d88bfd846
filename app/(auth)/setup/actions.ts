"use server";

import { notFound } from "next/navigation";
import { z } from "zod";
import { createFirstOwner } from "@/db/mutations/users";
import { hasAnyUser } from "@/db/queries/users";
import { signIn } from "@/lib/auth/auth";
import { hashPassword } from "@/lib/auth/password";
import { isDatabaseUnavailable, ValidationError } from "@/lib/errors";

export type SetupState = { error: string | null };

const setupInput = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email("Enter an e-mail address.").max(254)),
  password: z.string().max(1_000),
});

/** Creates the first owner and signs them in; once there is any user, the route is gone. */
export async function setupAction(_previous: SetupState, formData: FormData): Promise<SetupState> {
  const parsed = setupInput.safeParse(Object.fromEntries(formData));
  if (!parsed.success)
    return { error: parsed.error.issues[0]?.message ?? "Enter an e-mail address and a password." };
  const { email, password } = parsed.data;
  let isFirst: boolean;
  try {
    if (await hasAnyUser()) notFound();
    isFirst = await createFirstOwner({ email, passwordHash: await hashPassword(password) });
  } catch (error) {
    if (error instanceof ValidationError) return { error: error.message };
    if (isDatabaseUnavailable(error))
      return { error: "The database does not answer. Try again in a minute." };
    throw error;
  }
  if (!isFirst) notFound();
  await signIn("credentials", { email, password, redirectTo: "/" });
  return { error: null };
}
