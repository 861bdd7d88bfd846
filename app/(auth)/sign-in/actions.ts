"use server";

import { AuthError } from "next-auth";
import { z } from "zod";
import { publicFormAction } from "@/lib/auth/action";
import { signIn } from "@/lib/auth/auth";
import { oauthProviders } from "@/lib/auth/oauth";
import { ThrottledSignIn } from "@/lib/auth/sign-in";
import { AppError, UnauthorizedError } from "@/lib/errors";
import { formatSpan } from "@/lib/format";
import { safeReturnPath } from "@/lib/return-path";

const signInInput = z.object({
  email: z.string().max(1_000).default(""),
  password: z.string().max(10_000).default(""),
  callbackUrl: z.string().max(4_000).default("/"),
});

export const signInAction = publicFormAction(signInInput, async ({ email, password, callbackUrl }) => {
  try {
    await signIn("credentials", { email, password, redirectTo: safeReturnPath(callbackUrl) });
  } catch (error) {
    if (error instanceof ThrottledSignIn) {
      throw new AppError("throttled", `Too many tries. Wait ${formatSpan(error.waitMs)} and try again.`);
    }
    if (error instanceof AuthError && error.type === "CredentialsSignin") {
      throw new UnauthorizedError("That e-mail and password do not fit together. Check both and try again.");
    }
    throw error;
  }
});

/** Sends the browser to Google or GitHub, when their keys are set. */
export async function oauthSignInAction(formData: FormData): Promise<void> {
  // Anybody can call it with anything.
  if (!(formData instanceof FormData)) return;
  const wanted = formData.get("provider");
  const provider = oauthProviders().find(({ name }) => name === wanted);
  if (!provider) return;
  const callbackUrl = formData.get("callbackUrl");
  await signIn(provider.name, {
    redirectTo: safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : "/"),
  });
}
