import type { ComponentProps } from "react";

/** A GET form that `SoftNavigation` sends without loading the page anew; the window stays where it is scrolled to. */
export function SoftForm(props: ComponentProps<"form"> & { action: string }) {
  return <form data-soft="stay" {...props} />;
}
