import { Check } from "lucide-react";

const steps = ["Owner", "Shop", "First sync"] as const;

/** The way from an empty installation to its first numbers, and how far along it one is. */
export function FirstSteps({ current }: { current: 1 | 2 }) {
  return (
    <ol aria-label="Setting up" className="flex flex-wrap justify-center gap-x-5 gap-y-2 text-sm">
      {steps.map((step, index) => {
        const number = index + 1;
        const isDone = number < current;
        return (
          <li
            key={step}
            aria-current={number === current ? "step" : undefined}
            className="group flex items-center gap-2 text-ink-muted aria-[current=step]:font-medium aria-[current=step]:text-ink"
          >
            <span className="grid size-5 place-items-center rounded-full border border-line-strong text-xs tabular-nums group-aria-[current=step]:border-accent group-aria-[current=step]:bg-accent group-aria-[current=step]:text-accent-ink">
              {isDone ? <Check aria-hidden className="size-3" /> : number}
            </span>
            {step}
            {isDone ? <span className="sr-only"> (done)</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
