import type { ComponentProps } from "react";

/**
 * Wide tables scroll inside their own box, so that the page never does. Cells are styled by `.data-table`, not by a
 * class each: a table of a year's days is then a third of the size.
 */
export function Table(props: ComponentProps<"table">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard (WCAG 2.1.1)
    <div tabIndex={0} className="relative overflow-x-auto focus-visible:-outline-offset-2">
      <table className="data-table" {...props} />
    </div>
  );
}
