import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import type { RunDetail, RunTasks } from "@/db/queries/run-history";
import { formatCount, formatCounted } from "@/lib/format";
import { nounOf } from "@/lib/resource-words";

type RunFoundProps = { run: RunDetail; tasks: RunTasks };

/** What the run compared, and what it has left to do. */
export function RunFound({ run, tasks }: RunFoundProps) {
  const { one, many } = nounOf(run.resource);
  const lines = [countLine(run), ...differenceLines(run), ...taskLines(tasks, { one, many })].filter(
    (line) => line !== null,
  );
  return (
    <Card aria-labelledby="found-title">
      <CardHeader id="found-title" title="What it found" />
      <ul className="grid gap-2.5 px-4 py-4 sm:px-5">
        {lines.length === 0 ? (
          <li className="text-ink-muted">It compared nothing and has nothing left.</li>
        ) : null}
        {lines.map(({ text, isGood }) => (
          <li key={text} className="flex items-start gap-2.5">
            <Mark isGood={isGood} />
            <span className="text-pretty tabular-nums">{text}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Line = { text: string; isGood: boolean | null };

function Mark({ isGood }: { isGood: boolean | null }) {
  const className = "mt-0.5 size-4 shrink-0";
  if (isGood === null) return <CircleDashed aria-hidden className={`${className} text-ink-muted`} />;
  if (isGood) return <CircleCheck aria-hidden className={`${className} text-good`} />;
  return <TriangleAlert aria-hidden className={`${className} text-warn`} />;
}

const distrust: Record<string, string> = {
  capped: " TikTok's count stops at a number, so it proves nothing.",
  unreliable: " TikTok's counts do not add up, so they prove nothing.",
};

function countLine({ countedHere, countedThere, isCountProven, countTrust }: RunDetail): Line | null {
  if (countedHere === null || countedThere === null) return null;
  const sign = countedHere === countedThere ? "=" : "≠";
  const sums = `${formatCount(countedHere)} here ${sign} ${formatCount(countedThere)} at TikTok.`;
  return { text: `${sums}${distrust[countTrust ?? ""] ?? ""}`, isGood: isCountProven === true };
}

function differenceLines({ isResync, kind, missing, changed, vanished }: RunDetail): Line[] {
  const compares = isResync || kind === "audit" || kind === "repair";
  if (!compares) return [];
  const was = (count: number) => (count === 1 ? "was" : "were");
  return [
    {
      text: `${formatCount(missing)} ${was(missing)} missing${missing > 0 ? ", and are here now" : ""}.`,
      isGood: missing === 0,
    },
    {
      text: `${formatCount(changed)} had changed unseen${changed > 0 ? ", and are mended" : ""}.`,
      isGood: changed === 0,
    },
    {
      text: `${formatCount(vanished)} vanished at TikTok${vanished > 0 ? "; they are kept and marked" : ""}.`,
      isGood: vanished === 0,
    },
  ];
}

function taskLines({ records, spans, waiting }: RunTasks, noun: { one: string; many: string }): Line[] {
  const lines: Line[] = [];
  if (records > 0) {
    const wait = waiting > 0 ? `, ${formatCount(waiting)} of them not before a while` : "";
    lines.push({
      text: `${formatCounted(records, noun.one, noun.many)} left to ask for by id${wait}.`,
      isGood: null,
    });
  }
  if (spans > 0)
    lines.push({ text: `${formatCounted(spans, "span", "spans")} still in doubt.`, isGood: null });
  return lines;
}
