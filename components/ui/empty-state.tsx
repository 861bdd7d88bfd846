import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** Whether it is all that the page has, so that its title is the page's. */
  isPage?: boolean;
};

/** Says what is not here, why, and one thing to do. */
export function EmptyState({ icon: Icon, title, children, action, isPage = false }: EmptyStateProps) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center">
      <span className="mb-4 grid size-11 place-items-center rounded-full bg-surface-sunken text-ink-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <Title className="text-md font-semibold">{title}</Title>
      <div className="mt-1 text-pretty text-ink-muted">{children}</div>
      {action ? <div className="mt-5">{action}</div> : null}
    </div>
  );
}
