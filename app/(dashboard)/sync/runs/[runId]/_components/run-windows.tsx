import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableHead } from "@/components/ui/table";
import type { RunWindow } from "@/db/queries/run-history";
import { formatInstant } from "@/lib/dates";
import { formatCount, formatCounted } from "@/lib/format";
import { nounOf } from "@/lib/resource-words";

type RunWindowsProps = {
  windows: RunWindow[];
  total: number;
  done: number;
  resource: string;
  timezone: string;
};

/** The spans of creation a full run walks side by side, each from its newest record to its oldest. */
export function RunWindows({ windows, total, done, resource, timezone }: RunWindowsProps) {
  if (total === 0) return null;
  const { many } = nounOf(resource);
  const rest = total - windows.length;
  return (
    <Card aria-labelledby="windows-title">
      <CardHeader
        id="windows-title"
        title="Windows"
        hint={`${formatCount(done)} of ${formatCounted(total, "span", "spans")} of creation read, newest first${rest > 0 ? `; the oldest ${formatCount(rest)} are not listed` : ""}`}
      />
      <div className="pt-2 pb-1">
        <Table aria-label="Windows">
          <caption className="sr-only">Spans of creation, with the {many} counted and read in each</caption>
          <TableHead
            columns={["From", "Until", "State", ["Counted", "num"], ["Read", "num"], ["Pages", "num"]]}
          />
          <tbody>
            {windows.map((window) => (
              <tr key={window.windowId}>
                <td className="whitespace-nowrap tabular-nums">
                  {window.fromSec === null ? "the beginning" : at(window.fromSec, timezone)}
                </td>
                <td className="whitespace-nowrap tabular-nums">{at(window.toSec, timezone)}</td>
                <td className="whitespace-nowrap">{stateOf(window, timezone)}</td>
                <td className="num">{window.expected === null ? "–" : formatCount(window.expected)}</td>
                <td className="num">{formatCount(window.fetched)}</td>
                <td className="num">{formatCount(window.pages)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

function at(seconds: number, timezone: string): string {
  return formatInstant(new Date(seconds * 1000), timezone);
}

function stateOf({ isDone, pages, cursorSec }: RunWindow, timezone: string): string {
  if (isDone) return "Read";
  return pages === 0 ? "Waiting" : `Read back to ${at(cursorSec, timezone)}`;
}
