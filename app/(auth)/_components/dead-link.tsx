import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";

/** For a link that was good once, and is not any more. */
export function DeadLink({ children }: { children: string }) {
  return (
    <div className="grid gap-5 text-center">
      <p className="text-pretty text-ink-muted">{children}</p>
      <Link href="/sign-in" className={buttonVariants({ size: "lg" })}>
        To the sign-in page
      </Link>
    </div>
  );
}
