import { Mark } from "@/components/shell/mark";
import { firstParam } from "@/lib/search-params";
import { SignInForm } from "./sign-in-form";

export const metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const callbackUrl = firstParam(await searchParams, "callbackUrl") ?? "/";
  return (
    <main className="grid min-h-dvh place-items-center bg-[radial-gradient(60rem_30rem_at_50%_-10rem,var(--accent-soft),transparent)] px-4 py-12">
      <div className="w-full max-w-sm">
        <div className="mb-8 flex flex-col items-center gap-4 text-center">
          <Mark className="size-11" />
          <div>
            <h1 className="text-xl font-semibold tracking-[-0.02em]">Sign in to your shop dashboard</h1>
            <p className="mt-1 text-ink-muted">Every order, current within seconds.</p>
          </div>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6 shadow-pop">
          <SignInForm callbackUrl={callbackUrl} />
        </div>
      </div>
    </main>
  );
}
