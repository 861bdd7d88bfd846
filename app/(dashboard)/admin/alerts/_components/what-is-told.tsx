import { Card, CardHeader } from "@/components/ui/card";

const told = [
  ["Stale data", "The last two hourly syncs did not come, or a first sync stands still for 45 minutes."],
  ["Counts that differ", "Orders here are not as many as at TikTok, and reading again did not mend it."],
  ["Authorisation ending", "14, 5 and 1 days before TikTok's authorisation of a shop ends."],
  ["Needs reconnecting", "TikTok no longer accepts a shop's authorisation."],
  ["Looping", "A sync is tried again and again, and gets no further."],
] as const;

export function WhatIsTold() {
  return (
    <Card aria-labelledby="told-title">
      <CardHeader
        id="told-title"
        title="What is told"
        hint="Once when it begins, once when it is over, and once a day in between where somebody can do something about it"
      />
      <dl className="grid gap-x-6 gap-y-3 px-4 pt-3 pb-4 sm:grid-cols-2 sm:px-5">
        {told.map(([term, sentence]) => (
          <div key={term}>
            <dt className="text-sm font-medium">{term}</dt>
            <dd className="text-sm text-pretty text-ink-muted">{sentence}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
