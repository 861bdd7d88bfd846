import { z } from "zod";
import { Card, CardHeader } from "@/components/ui/card";
import type { OrderReject } from "@/db/queries/sync-runs";
import { formatInstantShort } from "@/lib/dates";
import { formatCounted } from "@/lib/format";

type SetAsideProps = { rejects: OrderReject[]; total: number; timezone: string; now: Date };

const reasonSchema = z.union([
  z.string(),
  z
    .object({ path: z.union([z.string(), z.array(z.union([z.string(), z.number()]))]), message: z.string() })
    .transform(({ path, message }) => {
      const place = [path].flat().join(".");
      return place === "" ? message : `${place}: ${message}`;
    }),
]);

function readReasons(reasons: unknown): string[] {
  const parsed = z.array(reasonSchema).safeParse(reasons);
  return parsed.success ? parsed.data : [JSON.stringify(reasons)];
}

/** Orders that TikTok sent in a form we could not read: counted and shown, never dropped in silence. */
export function SetAside({ rejects, total, timezone, now }: SetAsideProps) {
  if (total === 0) return null;
  const hint = `${formatCounted(total, "order", "orders")} could not be read. Each is tried again whenever TikTok sends it, and leaves this list once a good copy arrives.`;
  return (
    <Card id="aside" aria-labelledby="aside-title" className="scroll-mt-20">
      <CardHeader id="aside-title" title="Set aside" hint={hint} />
      <ul className="px-4 py-2 sm:px-5">
        {rejects.map((reject) => (
          <li key={reject.rejectKey} className="border-b border-line py-2.5 last:border-b-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="font-medium break-all tabular-nums">
                {reject.orderId ?? "An order without an id"}
              </p>
              <p className="text-xs text-ink-muted tabular-nums">
                last seen {formatInstantShort(reject.lastSeenAt, timezone, now)}
              </p>
            </div>
            {readReasons(reject.reasons).map((reason) => (
              <p key={reason} className="font-mono text-xs break-words text-ink-muted">
                {reason}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}
