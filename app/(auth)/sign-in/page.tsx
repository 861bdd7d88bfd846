import { redirect } from "next/navigation";
import { hasAnyUser } from "@/db/queries/users";
import { isDatabaseUnavailable } from "@/lib/errors";
import { firstParam } from "@/lib/search-params";
import { AuthFrame } from "../_components/auth-frame";
import { SignInForm } from "./sign-in-form";

export const metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await isBrandNew()) redirect("/setup");
  const callbackUrl = firstParam(await searchParams, "callbackUrl") ?? "/";
  return (
    <AuthFrame title="Sign in to your shop dashboard" hint="Every order, current within seconds.">
      <SignInForm callbackUrl={callbackUrl} />
    </AuthFrame>
  );
}

/** Nobody can sign in to an installation without users. With the database away the form says so when it is sent. */
async function isBrandNew(): Promise<boolean> {
  try {
    return !(await hasAnyUser());
  } catch (error) {
    if (isDatabaseUnavailable(error)) return false;
    throw error;
  }
}
