import { Download } from "lucide-react";
import { buttonVariants } from "./button";

/** Takes what is on screen as a file; `E` presses it. */
export function ExportLink({ href }: { href: string }) {
  return (
    <a
      href={href}
      download
      data-shortcut="e"
      className={buttonVariants({ className: "max-sm:px-2.5 print:hidden" })}
    >
      <Download aria-hidden />
      <span className="max-sm:sr-only">Export</span>
    </a>
  );
}
