import type { Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { hasAnyUser } from "@/db/queries/users";
import { oauthProviders } from "@/lib/auth/oauth";
import { isDatabaseUnavailable } from "@/lib/errors";
import { isMailOn } from "@/lib/mail/send";
import { firstParam } from "@/lib/search-params";
import { AuthFrame } from "../_components/auth-frame";
import { OauthButtons } from "./oauth-buttons";
import { SignInForm } from "./sign-in-form";

export const metadata = { title: "Sign in" };

/** Of the codes Auth.js leads back with, the ones a person can do something about. */
const failures = new Map<string, string>(
  Object.entries({
    CredentialsSignin: "That e-mail and password do not fit together. Check both and try again.",
    AccessDenied:
      "Nobody with that address has an account here, or the address is not verified. Ask an owner or admin for an invitation.",
  }),
);

function explain(code: string | undefined): string | null {
  if (!code) return null;
  return failures.get(code) ?? "That sign-in did not work. Try again.";
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await isBrandNew()) redirect("/setup");
  const params = await searchParams;
  const callbackUrl = firstParam(params, "callbackUrl") ?? "/";
  return (
    <AuthFrame title="Sign in to your shop dashboard" hint="Every order, current within seconds.">
      <SignInForm callbackUrl={callbackUrl} failure={explain(firstParam(params, "error"))} />
      <OauthButtons providers={oauthProviders()} callbackUrl={callbackUrl} />
      {isMailOn() ? <ForgottenLink /> : <ForgottenHint />}
    </AuthFrame>
  );
}

function ForgottenLink() {
  return (
    <p className="mt-5 text-center text-sm text-ink-muted">
      <Link
        href={"/forgot-password" as Route}
        className="rounded-sm underline-offset-3 hover:text-ink hover:underline"
      >
        Forgot your password?
      </Link>
    </p>
  );
}

/** Without a mail server nobody can send themselves a link. */
function ForgottenHint() {
  return (
    <details className="mt-5 text-center text-sm text-ink-muted">
      <summary className="rounded-sm underline-offset-3 hover:text-ink hover:underline">
        Forgot your password?
      </summary>
      <p className="mt-2 text-pretty">
        An owner or admin of this dashboard can make a link for you, under Admin › People, that sets a new
        one.
      </p>
    </details>
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
