import { notFound } from "next/navigation";
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
    <AuthFrame
      title="Create the owner's account"
      hint="The first account owns this dashboard. Then connect your shop."
    >
      <SetupForm passwordMinLength={passwordMinLength} />
    </AuthFrame>
  );
}
