"use client";

import { StatusBadge } from "@/components/status-badge";
import { SoftLink } from "@/components/ui/soft-link";

export type StuckRowData = {
  orderId: string;
  href: string;
  status: string;
  unchangedFor: string;
  carrier: string | null;
  trackingNumber: string | null;
  /** Null where one shop is chosen. */
  shop: string | null;
};

/** Run in the browser too, because their data is a fourth of their elements, which would be sent a second time. */
export function StuckRows({ rows }: { rows: readonly StuckRowData[] }) {
  return rows.map(({ orderId, href, status, unchangedFor, carrier, trackingNumber, shop }) => (
    <tr key={href}>
      <td>
        <SoftLink
          href={href}
          className="font-medium tabular-nums underline-offset-3 hover:text-accent hover:underline"
        >
          {orderId}
        </SoftLink>
      </td>
      <td>
        <StatusBadge status={status} />
      </td>
      <td className="num">{unchangedFor}</td>
      <td className="max-w-48 truncate text-ink-muted max-md:hidden" title={trackingNumber ?? undefined}>
        {carrier ?? "–"}
      </td>
      {shop === null ? null : <td className="max-w-40 truncate text-ink-muted max-lg:hidden">{shop}</td>}
    </tr>
  ));
}
