"use server";

import { AuthError } from "next-auth";
import { signIn } from "@/lib/auth/auth";
import { isDatabaseUnavailable } from "@/lib/errors";
import { safeReturnPath } from "@/lib/return-path";

export type SignInState = { error: string | null };

export async function signInAction(_previous: SignInState, formData: FormData): Promise<SignInState> {
  const text = (name: string) => {
    const value = formData.get(name);
    return typeof value === "string" ? value : "";
  };
  try {
    await signIn("credentials", {
      email: text("email"),
      password: text("password"),
      redirectTo: safeReturnPath(text("callbackUrl")),
    });
  } catch (error) {
    if (isDatabaseUnavailable(error)) {
      return {
        error: "The database does not answer, so nobody can sign in just now. Try again in a minute.",
      };
    }
    if (error instanceof AuthError && error.type === "CredentialsSignin") {
      return { error: "That e-mail and password do not fit together. Check both and try again." };
    }
    throw error;
  }
  return { error: null };
}
