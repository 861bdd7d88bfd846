import type { Route } from "next";
import Link from "next/link";
import { Table, TableHead } from "@/components/ui/table";
import type { ReturnRow } from "@/db/queries/returns";
import { formatInstant, formatInstantShort } from "@/lib/dates";
import type { FilterShop } from "@/lib/filters/filter";
import { formatCounted } from "@/lib/format";
import { formatMoney } from "@/lib/money";
import { describeReason, describeReturnType } from "@/lib/returns/states";
import { Deadline } from "./deadline";
import { ReturnBadge } from "./return-badge";

type ReturnTableProps = { returns: readonly ReturnRow[]; shops: readonly FilterShop[]; now: Date };

/** On a phone the least telling columns go and the rest fits; nothing scrolls sideways but the table itself. */
export function ReturnTable({ returns, shops, now }: ReturnTableProps) {
  const hasShops = shops.length > 1;
  return (
    <Table aria-label="Returns">
      <TableHead
        columns={[
          "Product",
          ["Requested", "max-md:hidden"],
          hasShops ? ["Shop", "max-lg:hidden"] : null,
          ["State", "max-sm:hidden"],
          ["Reason", "max-lg:hidden"],
          ["Refund", "num max-md:pr-4"],
        ]}
      />
      <tbody>
        {returns.map((row) => (
          <Row
            key={`${row.shopId}:${row.returnId}`}
            row={row}
            shop={shops.find(({ shopId }) => shopId === row.shopId)}
            hasShops={hasShops}
            now={now}
          />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = { row: ReturnRow; shop: FilterShop | undefined; hasShops: boolean; now: Date };

function Row({ row, shop, hasShops, now }: RowProps) {
  const timezone = shop?.timezone ?? "UTC";
  const when = formatInstantShort(row.createTime, timezone, now);
  const units = formatCounted(row.units, "unit", "units");
  return (
    <tr>
      <td className="max-w-72">
        <p className="truncate font-medium">{row.productName ?? describeReturnType(row.returnType)}</p>
        <p className="truncate text-xs text-ink-muted tabular-nums">
          {units} of{" "}
          <Link
            href={`/orders/${row.orderId}?${new URLSearchParams({ shop: row.shopId })}` as Route}
            prefetch={false}
            className="underline-offset-3 hover:text-accent hover:underline"
          >
            {row.orderId}
          </Link>
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted sm:hidden">
          <ReturnBadge status={row.status} />
          <span className="tabular-nums">{when}</span>
          <Deadline row={row} now={now} timezone={timezone} />
        </p>
      </td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums max-md:hidden">
        <time dateTime={row.createTime} title={formatInstant(row.createTime, timezone)}>
          {when}
        </time>
      </td>
      {hasShops ? <td className="max-w-40 truncate text-ink-muted max-lg:hidden">{shop?.name}</td> : null}
      <td className="max-sm:hidden">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <ReturnBadge status={row.status} />
          <Deadline row={row} now={now} timezone={timezone} />
        </div>
      </td>
      <td className="max-w-64 max-lg:hidden">
        <p className="truncate">{describeReason(row.reason, row.reasonText)}</p>
        <p className="truncate text-xs text-ink-muted">{describeReturnType(row.returnType)}</p>
      </td>
      <td className={`num max-md:pr-4 ${row.isRefunded ? "font-medium" : "text-ink-muted"}`}>
        {row.refundTotal === null || row.currency === null ? "–" : formatMoney(row.refundTotal, row.currency)}
      </td>
    </tr>
  );
}
