"use client";

import type { ReactNode } from "react";
import { StatusBadge } from "@/components/status-badge";
import { SoftLink } from "@/components/ui/soft-link";
import type { AgeRow } from "@/db/queries/fulfilment";
import { formatCount } from "@/lib/format";
import { ages } from "@/lib/fulfilment";

export type Dimension = "status" | "warehouse" | "carrier";

type AgeRowsProps = {
  dimension: Dimension;
  /** Each with the address of its orders, to be narrowed to those of an age. */
  rows: readonly (AgeRow & { href: string })[];
};

/** Run in the browser too, because their data is a tenth of their elements, which would be sent a second time. */
export function AgeRows({ dimension, rows }: AgeRowsProps) {
  const most = Math.max(1, ...rows.flatMap(({ byAge }) => byAge));
  return rows.map((row) => (
    <tr key={row.key}>
      <th scope="row" className="!font-normal !text-ink">
        <RowName dimension={dimension} name={row.key} />
      </th>
      {ages.map(({ key }, place) => (
        <AgeCell
          key={key}
          count={row.byAge[place] ?? 0}
          most={most}
          isOld={place === ages.length - 1}
          href={`${row.href}&age=${key}`}
        />
      ))}
      <td className="num">
        {row.stuck > 0 ? (
          <CountLink href={`${row.href}&open=stuck`} className="font-medium text-bad">
            {formatCount(row.stuck)}
          </CountLink>
        ) : (
          <Nothing />
        )}
      </td>
      <td className="num">
        <CountLink href={`${row.href}&open=all`} className="font-medium">
          {formatCount(row.total)}
        </CountLink>
      </td>
    </tr>
  ));
}

/** Ids of one seller's warehouses begin alike. */
const longestOnPhone = 8;

function RowName({ dimension, name }: { dimension: Dimension; name: string | null }) {
  if (name === null) return <span className="text-sm text-ink-muted">None named yet</span>;
  if (dimension === "status") return <StatusBadge status={name} />;
  return (
    <span className="text-sm tabular-nums">
      {dimension === "warehouse" && name.length > longestOnPhone ? (
        <>
          <span className="max-sm:sr-only">{name}</span>
          <span aria-hidden className="sm:hidden">
            …{name.slice(-longestOnPhone)}
          </span>
        </>
      ) : (
        name
      )}
    </span>
  );
}

const Nothing = () => (
  <span className="px-1.5 text-ink-muted">
    <span aria-hidden>–</span>
    <span className="sr-only">0</span>
  </span>
);

type CountLinkProps = { href: string; className: string; share?: string; children: ReactNode };

function CountLink({ href, className, share, children }: CountLinkProps) {
  return (
    <SoftLink
      href={href}
      className={`inline-block min-w-6 rounded-sm px-1.5 py-0.5 text-right underline-offset-3 hover:underline ${className}`}
      style={share ? { background: share } : undefined}
    >
      {children}
    </SoftLink>
  );
}

type AgeCellProps = { count: number; most: number; isOld: boolean; href: string };

/** Shaded by its share of the group's largest; the number says it all. */
function AgeCell({ count, most, isOld, href }: AgeCellProps) {
  if (count === 0) {
    return (
      <td className="num">
        <Nothing />
      </td>
    );
  }
  const share = Math.round((0.08 + 0.24 * (count / most)) * 100);
  const colour = isOld ? "var(--data-2)" : "var(--accent)";
  return (
    <td className="num">
      <CountLink
        href={href}
        className="sm:min-w-11"
        share={`color-mix(in oklab, ${colour} ${share}%, transparent)`}
      >
        {formatCount(count)}
      </CountLink>
    </td>
  );
}
