import { buttonVariants } from "@/components/ui/button";
import { SoftLink } from "@/components/ui/soft-link";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-16 text-center">
      <div className="max-w-md">
        <h1 className="text-lg font-semibold">There is nothing at this address</h1>
        <p className="mt-2 text-pretty text-ink-muted">
          The page may have moved, or the address has a typing error.
        </p>
        <SoftLink href="/" className={buttonVariants({ variant: "primary", className: "mt-6" })}>
          To the Overview
        </SoftLink>
      </div>
    </main>
  );
}
