import { notFound } from "next/navigation";
import { FirstSteps } from "@/components/first-steps";
import { hasAnyUser } from "@/db/queries/users";
import { passwordMinLength } from "@/lib/auth/password";
import { AuthFrame } from "../_components/auth-frame";
import { SetupForm } from "./setup-form";

export const metadata = { title: "Set up" };
export const dynamic = "force-dynamic";

/** Only while nobody has an account: the first one owns the installation. */
export default async function SetupPage() {
  if (await hasAnyUser()) notFound();
  return (
    <AuthFrame title="Create the owner's account" hint="The first account owns this dashboard.">
      <div className="mb-6 border-b border-line pb-5">
        <FirstSteps current={1} />
      </div>
      <SetupForm passwordMinLength={passwordMinLength} />
    </AuthFrame>
  );
}
