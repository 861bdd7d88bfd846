import { Table, TableHead } from "@/components/ui/table";
import { type DayData, DayRows } from "./calendar-days";

/** The calendar as a table, for those who would rather read it. */
export function DayTable({ days }: { days: readonly DayData[] }) {
  return (
    <details className="group">
      <summary className="w-fit text-sm font-medium text-ink-muted underline-offset-3 hover:text-ink hover:underline">
        Show as a table
      </summary>
      <div className="mt-2 max-h-96 overflow-auto rounded-md border border-line">
        <Table aria-label="Proven days">
          <TableHead columns={["Day", "State", ["Orders here", "num"], "Checked"]} />
          <tbody>
            <DayRows days={days} />
          </tbody>
        </Table>
      </div>
    </details>
  );
}
