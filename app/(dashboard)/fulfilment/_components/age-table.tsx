import type { ReactNode } from "react";
import { StatusBadge } from "@/components/status-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { SoftLink } from "@/components/ui/soft-link";
import { Table } from "@/components/ui/table";
import type { AgeRow, OpenOrders } from "@/db/queries/fulfilment";
import type { RawSearchParams } from "@/lib/address";
import { ordersHref } from "@/lib/filters/address";
import { unnamed } from "@/lib/filters/selection";
import { formatCount } from "@/lib/format";
import { ages } from "@/lib/fulfilment";
import { allTime } from "@/lib/ranges";

type AgeTableProps = { open: OpenOrders; params: RawSearchParams };

type Dimension = "status" | "warehouse" | "carrier";

/** Open orders by how long ago they were paid: by status, by warehouse, by carrier, one under another in one grid. */
export function AgeTable({ open, params }: AgeTableProps) {
  const groups: { dimension: Dimension; title: string; rows: readonly AgeRow[] }[] = [
    { dimension: "status", title: "Status", rows: open.byStatus },
    { dimension: "warehouse", title: "Warehouse", rows: open.byWarehouse },
    { dimension: "carrier", title: "Carrier", rows: open.byCarrier },
  ];
  return (
    <Card aria-labelledby="ages-title">
      <CardHeader
        id="ages-title"
        title="Open orders by age"
        hint={`${formatCount(open.total)} in all, by time since payment, whatever the dates chosen`}
      />
      <div className="pt-2 pb-1">
        <Table aria-label="Open orders by age">
          {groups.map((group) => (
            <AgeGroup key={group.dimension} {...group} params={params} />
          ))}
        </Table>
      </div>
    </Card>
  );
}

type AgeGroupProps = {
  dimension: Dimension;
  title: string;
  rows: readonly AgeRow[];
  params: RawSearchParams;
};

function AgeGroup({ dimension, title, rows, params }: AgeGroupProps) {
  const most = Math.max(1, ...rows.flatMap(({ byAge }) => byAge));
  const hrefOf = ({ key }: AgeRow, pick: Record<string, string>) =>
    ordersHref(
      params,
      { range: allTime },
      dimension === "status"
        ? { status: key?.toLowerCase() ?? null, ...pick }
        : { [dimension]: key ?? unnamed, ...pick },
    );
  return (
    <tbody className="not-first:[&>tr:first-child>th]:pt-6">
      <tr>
        <th scope="col">{title}</th>
        {ages.map(({ key, label, short }) => (
          <th key={key} scope="col" className="num">
            <span className="max-sm:sr-only">{label}</span>
            <span aria-hidden className="sm:hidden">
              {short}
            </span>
          </th>
        ))}
        <th scope="col" className="num">
          Stuck
        </th>
        <th scope="col" className="num">
          All
        </th>
      </tr>
      {rows.map((row) => (
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
              href={hrefOf(row, { age: key })}
            />
          ))}
          <td className="num">
            {row.stuck > 0 ? (
              <CountLink href={hrefOf(row, { open: "stuck" })} className="font-medium text-bad">
                {formatCount(row.stuck)}
              </CountLink>
            ) : (
              <Nothing />
            )}
          </td>
          <td className="num">
            <CountLink href={hrefOf(row, { open: "all" })} className="font-medium">
              {formatCount(row.total)}
            </CountLink>
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** Ids of one seller's warehouses begin alike. */
const longestOnPhone = 8;

function RowName({ dimension, name }: { dimension: Dimension; name: string | null }) {
  if (name === null) return <span className="text-[0.8125rem] text-ink-muted">None named yet</span>;
  if (dimension === "status") return <StatusBadge status={name} />;
  return (
    <span className="text-[0.8125rem] tabular-nums">
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
      className={`inline-block min-w-6 rounded-sm px-1.5 py-0.5 text-right text-sm leading-5 underline-offset-3 hover:underline ${className}`}
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
