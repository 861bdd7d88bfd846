import { Card, CardHeader } from "@/components/ui/card";
import type { BuyerStep } from "@/db/queries/buyers";
import { formatDay } from "@/lib/dates";
import { formatCount } from "@/lib/format";
import type { SpanGrain } from "@/lib/metrics/spans";

const series = [
  { key: "newBuyers", label: "New", tone: "bg-data-1" },
  { key: "returning", label: "Returning", tone: "bg-data-2" },
] as const;

function labelStep(start: string, grain: SpanGrain): string {
  if (grain === "month") return formatDay(start).replace(/^1 /, "");
  return grain === "week" ? `Week of ${formatDay(start)}` : formatDay(start, { hasWeekday: true });
}

/** New and returning buyers step by step, one on the other; the numbers are a table for whoever does not see them. */
export function BuyerSteps({ steps, grain }: { steps: readonly BuyerStep[]; grain: SpanGrain }) {
  const highest = Math.max(1, ...steps.map(({ newBuyers, returning }) => newBuyers + returning));
  const [first, last] = [steps[0], steps.at(-1)];
  return (
    <Card aria-labelledby="steps-title">
      <CardHeader
        id="steps-title"
        title="New and returning"
        hint={`By ${grain}; returning is who had bought before that ${grain}`}
      >
        <ul aria-hidden className="flex gap-4 text-xs text-ink-muted">
          {series.map(({ key, label, tone }) => (
            <li key={key} className="flex items-center gap-1.5">
              <span className={`size-2.5 rounded-[3px] ${tone}`} />
              {label}
            </li>
          ))}
        </ul>
      </CardHeader>
      <figure className="px-4 pt-4 pb-4 sm:px-5">
        <div aria-hidden className="flex h-44 items-end gap-px sm:gap-1">
          {steps.map((step) => (
            <div
              key={step.start}
              title={`${labelStep(step.start, grain)}: ${formatCount(step.newBuyers)} new, ${formatCount(step.returning)} returning`}
              className="flex h-full min-w-px flex-1 flex-col justify-end gap-px rounded-t-sm hover:bg-hover"
            >
              {[...series].reverse().map(({ key, tone }) => (
                <div
                  key={key}
                  className={`w-full first:rounded-t-[3px] ${tone}`}
                  style={{ height: `${(step[key] / highest) * 100}%` }}
                />
              ))}
            </div>
          ))}
        </div>
        <div aria-hidden className="flex justify-between border-t border-line pt-1.5 text-xs text-ink-muted">
          <span>{first ? labelStep(first.start, grain) : ""}</span>
          {last && last !== first ? <span>{labelStep(last.start, grain)}</span> : null}
        </div>
        <table className="sr-only">
          <caption>New and returning buyers by {grain}</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">New</th>
              <th scope="col">Returning</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ start, newBuyers, returning }) => (
              <tr key={start}>
                <th scope="row">{labelStep(start, grain)}</th>
                <td>{formatCount(newBuyers)}</td>
                <td>{formatCount(returning)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </figure>
    </Card>
  );
}
