import { buttonVariants } from "@/components/ui/button";
import { oauthSignInAction } from "./actions";

type OauthButtonsProps = { providers: { name: string; label: string }[]; callbackUrl: string };

/** One form for each: it works without a script, as the rest of the page does. */
export function OauthButtons({ providers, callbackUrl }: OauthButtonsProps) {
  if (providers.length === 0) return null;
  return (
    <div className="mt-5 grid gap-2.5 border-t border-line pt-5">
      {providers.map(({ name, label }) => (
        <form key={name} action={oauthSignInAction}>
          <input type="hidden" name="provider" value={name} />
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <button type="submit" className={buttonVariants({ size: "lg", className: "w-full" })}>
            Continue with {label}
          </button>
        </form>
      ))}
    </div>
  );
}
