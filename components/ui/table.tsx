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

/**
 * A column's name, and its class where it has one: `num` for figures, `max-sm:hidden` where a phone has no room. Null is a
 * column that is not there.
 */
type Column = string | readonly [name: string, className: string] | null;

export function TableHead({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          if (column === null) return null;
          const [name, className] = typeof column === "string" ? [column] : column;
          return (
            <th key={name} scope="col" className={className}>
              {name}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
