import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  hint?: ReactNode;
  picture?: ReactNode;
  /** What state the thing is in, beside its name. */
  badges?: ReactNode;
  /** At the end of the line. */
  children?: ReactNode;
};

export function PageHeader({ title, hint, picture, badges, children }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className={`min-w-0 flex-1 basis-56 ${picture ? "flex items-center gap-3" : ""}`}>
        {picture}
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-xl font-semibold">{title}</h1>
            {badges}
          </div>
          {hint ? <p className="text-sm text-ink-muted">{hint}</p> : null}
        </div>
      </div>
      {children}
    </header>
  );
}
