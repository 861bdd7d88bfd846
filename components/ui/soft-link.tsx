import type { ComponentProps } from "react";

type SoftLinkProps = ComponentProps<"a"> & {
  href: string;
  /** Whether the window stays where it is scrolled to, as when a filter changes what is on screen. */
  isStaying?: boolean;
};

/**
 * A link within the app that `SoftNavigation` follows without loading the page anew. It is a plain element: a page of a
 * hundred of them costs the browser nothing, where a component each would have to be brought to life.
 */
export function SoftLink({ isStaying = false, ...props }: SoftLinkProps) {
  return <a data-soft={isStaying ? "stay" : ""} {...props} />;
}
