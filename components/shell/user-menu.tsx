import { LogOut, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { SoftLink } from "@/components/ui/soft-link";
import { humanizeCode } from "@/lib/format";

type UserMenuProps = {
  user: { email: string; name: string | null; role: string };
  signOut: () => Promise<void>;
  children: ReactNode;
};

/** A native popover: closes by Escape or a click outside without a line of script. */
export function UserMenu({ user, signOut, children }: UserMenuProps) {
  const initial = (user.name ?? user.email).slice(0, 1).toUpperCase();
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        aria-label="Account"
        className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent ring-1 ring-accent/25 ring-inset hover:ring-accent/60"
      >
        {initial}
      </button>
      <div
        id="user-menu"
        popover="auto"
        className="inset-auto top-14 right-3 m-0 w-72 rounded-lg border border-line bg-surface-raised p-4 text-ink shadow-pop"
      >
        <p className="truncate font-semibold">{user.name ?? user.email}</p>
        <p className="truncate text-sm text-ink-muted">
          {user.name ? `${user.email} · ` : ""}
          {humanizeCode(user.role)}
        </p>
        <div className="my-4">{children}</div>
        <SoftLink href="/account" className={buttonVariants({ className: "mb-2 w-full" })}>
          <UserRound aria-hidden />
          Password and sessions
        </SoftLink>
        <form action={signOut}>
          <Button type="submit" className="w-full">
            <LogOut aria-hidden />
            Sign out
          </Button>
        </form>
      </div>
    </>
  );
}
