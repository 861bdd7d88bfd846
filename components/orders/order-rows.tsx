"use client";

import { StatusBadge } from "@/components/status-badge";
import { SoftLink } from "@/components/ui/soft-link";
import { humanizeCode } from "@/lib/format";

/** An order as its row shows it: in words, and without what the reader may not see. */
export type OrderRowData = {
  key: string;
  orderId: string;
  href: string;
  status: string;
  isSample: boolean;
  at: string;
  when: string;
  whenInFull: string;
  /** Null where one shop is chosen. */
  shop: string | null;
  units: string;
  items: string;
  /** What it adds to the figure that the list explains; null where that has no column. */
  contribution: string | null;
  total: string;
  buyer: string;
};

/** Run in the browser too, because their data is a fourth of their elements, which would be sent a second time. */
export function OrderRows({ rows }: { rows: readonly OrderRowData[] }) {
  return rows.map((row) => <OrderTableRow key={row.key} row={row} />);
}

function OrderTableRow({ row }: { row: OrderRowData }) {
  return (
    <tr>
      <td>
        <SoftLink
          href={row.href}
          className="font-medium tabular-nums underline-offset-3 hover:text-accent hover:underline"
        >
          {row.orderId}
        </SoftLink>
        <p className="text-xs text-ink-muted tabular-nums sm:hidden">
          {`${humanizeCode(row.status)} · ${row.when} · ${row.items}`}
        </p>
      </td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums max-sm:hidden">
        <time dateTime={row.at} title={row.whenInFull}>
          {row.when}
        </time>
      </td>
      {row.shop === null ? null : (
        <td className="max-w-40 truncate text-ink-muted max-lg:hidden">{row.shop}</td>
      )}
      <td className="max-sm:hidden">
        <div className="flex flex-wrap items-center gap-1.5">
          <StatusBadge status={row.status} />
          {row.isSample ? <span className="text-xs text-ink-muted">Sample</span> : null}
        </div>
      </td>
      <td className="num max-sm:hidden">{row.units}</td>
      {row.contribution === null ? null : <td className="num font-medium">{row.contribution}</td>}
      <td
        className={`num max-md:pr-4 ${row.contribution === null ? "font-medium" : "text-ink-muted max-sm:hidden"}`}
      >
        {row.total}
      </td>
      <td className="max-w-40 truncate text-ink-muted max-md:hidden">{row.buyer}</td>
    </tr>
  );
}
