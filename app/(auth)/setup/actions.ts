"use server";

import { notFound } from "next/navigation";
import { createFirstOwner } from "@/db/mutations/users";
import { hasAnyUser } from "@/db/queries/users";
import { publicFormAction } from "@/lib/auth/action";
import { signIn } from "@/lib/auth/auth";
import { emailAndPassword } from "@/lib/auth/inputs";
import { hashPassword } from "@/lib/auth/password";
import { requestOrigin } from "@/lib/auth/request-origin";

/** Creates the first owner and signs them in; once there is any user, the route is gone. */
export const setupAction = publicFormAction(emailAndPassword, async ({ email, password }) => {
  if (await hasAnyUser()) notFound();
  const passwordHash = await hashPassword(password);
  if (!(await createFirstOwner({ email, passwordHash }, await requestOrigin()))) notFound();
  await signIn("credentials", { email, password, redirectTo: "/" });
});
