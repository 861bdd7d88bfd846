import { CauseBadge } from "@/components/restatements/cause-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { causeWords, restatementCauses } from "@/lib/restatements";

/** What each cause means. */
export function Causes() {
  return (
    <Card aria-labelledby="causes-title">
      <CardHeader
        id="causes-title"
        title="Why figures change"
        hint="A day is complete once a sync that began after its end has ended. Today, and orders that merely come in, are not listed."
      />
      <dl className="grid gap-x-6 gap-y-3 px-4 pt-3 pb-4 sm:grid-cols-2 sm:px-5">
        {restatementCauses.map((cause) => (
          <div key={cause} className="grid content-start justify-items-start gap-1">
            <dt>
              <CauseBadge cause={cause} />
            </dt>
            <dd className="text-sm text-pretty text-ink-muted">{causeWords[cause].sentence}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
