import type { Route } from "next";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { Table, TableHead } from "@/components/ui/table";
import type { Person } from "@/db/queries/people";
import type { Shop } from "@/db/queries/shops";
import { formatSpan, humanizeCode } from "@/lib/format";
import { describeAccess } from "./describe-access";

type PeopleTableProps = { people: Person[]; shops: Shop[]; ownId: string; now: Date };

export function PeopleTable({ people, shops, ownId, now }: PeopleTableProps) {
  return (
    <Card>
      <Table aria-label="People">
        <TableHead columns={["Person", "Role", ["Shops", "max-md:hidden"], ["Last seen", "max-sm:hidden"]]} />
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <td className="max-w-64">
                <Link
                  href={`/admin/people/${person.id}` as Route}
                  prefetch={false}
                  className="block truncate font-medium underline-offset-3 hover:text-accent hover:underline"
                >
                  {person.name ?? person.email}
                  {person.id === ownId ? <span className="text-ink-muted"> (you)</span> : null}
                </Link>
                {person.name ? <p className="truncate text-xs text-ink-muted">{person.email}</p> : null}
              </td>
              <td>{humanizeCode(person.role)}</td>
              <td className="text-ink-muted max-md:hidden">{describeAccess(person, shops)}</td>
              <td className="whitespace-nowrap text-ink-muted max-sm:hidden">
                {describeLastSeen(person, now)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function describeLastSeen({ lastSeenAt, lastSignInAt }: Person, now: Date): string {
  const at = lastSeenAt ?? lastSignInAt;
  if (!at) return "Never";
  const agoMs = now.getTime() - Date.parse(at);
  return agoMs < 60_000 ? "Just now" : `${formatSpan(agoMs)} ago`;
}
