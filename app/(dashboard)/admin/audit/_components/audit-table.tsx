import { Table, TableHead } from "@/components/ui/table";
import type { AuditRow } from "@/db/queries/audit";
import { describeAction } from "@/lib/audit-actions";
import { browserName } from "@/lib/browser-name";
import { formatInstant, formatInstantShort } from "@/lib/dates";

type AuditTableProps = { rows: AuditRow[]; timezone: string; now: Date };

export function AuditTable({ rows, timezone, now }: AuditTableProps) {
  return (
    <Table aria-label="Audit log">
      <TableHead columns={["When", ["Who", "max-sm:hidden"], "What", ["From where", "max-md:hidden"]]} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="align-top">
            <td className="whitespace-nowrap text-ink-muted tabular-nums">
              <time dateTime={row.at} title={formatInstant(row.at, timezone)}>
                {formatInstantShort(row.at, timezone, now)}
              </time>
            </td>
            <td className="max-w-48 truncate max-sm:hidden" title={row.actorEmail ?? undefined}>
              {row.actorEmail ?? <span className="text-ink-muted">{nobody(row)}</span>}
            </td>
            <td className="w-full sm:min-w-48">
              <p className="font-medium">{describeAction(row.action)}</p>
              <p className="text-xs break-all text-ink-muted sm:hidden">{row.actorEmail ?? nobody(row)}</p>
              <p className="text-xs break-words text-ink-muted">{describeDetails(row)}</p>
            </td>
            <td className="text-ink-muted max-md:hidden" title={row.userAgent ?? undefined}>
              <p className="whitespace-nowrap">{row.address ?? "–"}</p>
              <p className="text-xs">{row.userAgent ? browserName(row.userAgent) : ""}</p>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function nobody({ userAgent }: AuditRow): string {
  return userAgent?.startsWith("npm run") ? "Command line" : "Nobody signed in";
}

function describeDetails({ subject, shopId, shopName, details }: AuditRow): string {
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${[value].flat().join(", ")}`);
  return [subject, shopName ?? shopId, ...facts].filter(Boolean).join(" · ");
}
