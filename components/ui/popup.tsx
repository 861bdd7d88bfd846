import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

type PopupProps = {
  /** What the button says. */
  label: ReactNode;
  /** Whether the button stands out, because something is chosen. */
  isActive?: boolean;
  /** Whether the panel is open when the page arrives. */
  isOpen?: boolean;
  /** The edge of the button the panel starts from, where there is room for it beside the button. */
  align?: "start" | "end";
  className?: string;
  children: ReactNode;
};

/**
 * A button with a panel that needs no script: `details` of one name close each other. `PopupCloser` adds Escape and the
 * click outside. On a phone the panel is a sheet at the foot of the screen.
 */
export function Popup({
  label,
  isActive = false,
  isOpen = false,
  align = "start",
  className = "",
  children,
}: PopupProps) {
  return (
    <details name="popup" open={isOpen} className="group/popup relative shrink-0">
      <summary
        data-active={isActive}
        className="flex h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 text-sm font-medium whitespace-nowrap shadow-card transition-colors group-open/popup:bg-hover hover:bg-hover data-[active=true]:border-accent/40 data-[active=true]:bg-accent-soft"
      >
        {label}
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
      </summary>
      <div
        className={`z-40 overflow-auto overscroll-contain rounded-lg border border-line bg-surface-raised shadow-pop max-sm:fixed max-sm:inset-x-3 max-sm:bottom-3 max-sm:max-h-[75dvh] sm:absolute sm:top-full sm:mt-1.5 sm:max-h-[28rem] sm:min-w-56 ${align === "start" ? "sm:left-0" : "sm:right-0"} ${className}`}
      >
        {children}
      </div>
    </details>
  );
}
