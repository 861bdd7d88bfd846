import { ChevronRight } from "lucide-react";
import { buyerWords } from "@/lib/metrics/buyer-words";

const terms = [
  { term: "Buyers", text: buyerWords.buyers },
  { term: "New", text: buyerWords.newBuyers },
  { term: "Returning", text: buyerWords.returning },
  { term: "Repeat rate", text: buyerWords.repeatRate },
  { term: "Orders per buyer", text: buyerWords.ordersPerBuyer },
  { term: "Time between orders", text: buyerWords.gaps },
];

/** What the figures of the page mean. */
export function Definitions() {
  return (
    <details className="group text-sm">
      <summary className="flex w-fit items-center gap-1 rounded-sm font-medium text-ink-muted hover:text-ink">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        What these figures mean
      </summary>
      <dl className="mt-3 grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
        {terms.map(({ term, text }) => (
          <div key={term}>
            <dt className="font-medium">{term}</dt>
            <dd className="text-pretty text-ink-muted">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-ink-muted">{buyerWords.fineprint}</p>
    </details>
  );
}
