import { notFound } from "next/navigation";
import { isMailOn } from "@/lib/mail/send";
import { AuthFrame } from "../_components/auth-frame";
import { AskForm } from "./ask-form";

export const metadata = { title: "Forgotten password" };
export const dynamic = "force-dynamic";
/** The mail goes out after the answer. */
export const maxDuration = 60;

/** Only where a mail server is set up; elsewhere an owner or admin makes the link. */
export default function ForgotPasswordPage() {
  if (!isMailOn()) notFound();
  return (
    <AuthFrame title="Forgot your password?" hint="A link that sets a new one comes by mail.">
      <AskForm />
    </AuthFrame>
  );
}
