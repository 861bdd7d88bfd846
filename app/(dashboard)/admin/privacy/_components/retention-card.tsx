import { ActionForm } from "@/components/ui/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { RawPages } from "@/db/queries/privacy";
import { formatCounted, formatSpan } from "@/lib/format";
import { describeRetention, retentionChoices } from "@/lib/retention";
import { setRetentionAction } from "../actions";

const bytesPerMegabyte = 1_000_000;

type RetentionCardProps = { rawPages: RawPages[]; names: Record<string, string>; now: Date };

/** How long what TikTok sent is kept as it came, shop by shop. */
export function RetentionCard({ rawPages, names, now }: RetentionCardProps) {
  return (
    <Card aria-labelledby="retention-title">
      <CardHeader
        id="retention-title"
        title="Raw pages"
        hint="Each page of TikTok's is kept as it came, recipient data removed. When pages go, orders and figures stay; what is lost is the history of orders that are older, and making those anew without asking TikTok."
      />
      <ul className="grid">
        {rawPages.map((pages) => (
          <li key={pages.shopId} className="border-t border-line px-4 py-4 first:border-t-0 sm:px-5">
            <ShopRetention rawPages={pages} name={names[pages.shopId] ?? pages.shopId} now={now} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ShopRetention({ rawPages, name, now }: { rawPages: RawPages; name: string; now: Date }) {
  const { shopId, days, pages, bytes, oldestAt } = rawPages;
  const id = `retention-${shopId}`;
  const size = `${Math.max(1, Math.round(bytes / bytesPerMegabyte)).toLocaleString("en-US")} MB`;
  const age = oldestAt ? `, the oldest ${formatSpan(now.getTime() - Date.parse(oldestAt))} old` : "";
  return (
    <ActionForm action={setRetentionAction} done="Saved. Older pages go with the next cron runs.">
      <input type="hidden" name="shopId" value={shopId} />
      <div>
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm text-ink-muted tabular-nums">
          {pages === 0 ? "No page is kept" : `${formatCounted(pages, "page", "pages")}, ${size}${age}`}
        </p>
      </div>
      <div className="flex flex-wrap items-end gap-2">
        <div className="grid min-w-40 flex-1 gap-1.5">
          <label htmlFor={id} className="text-sm font-medium">
            Keep them
          </label>
          <select
            id={id}
            name="days"
            defaultValue={String(days)}
            className="h-11 w-full rounded-md border border-line-strong bg-surface px-3 text-field"
          >
            {retentionChoices.map((choice) => (
              <option key={String(choice)} value={String(choice)}>
                {describeRetention(choice)}
              </option>
            ))}
          </select>
        </div>
        <SubmitButton size="lg" aria-label={`Save how long raw pages of ${name} are kept`}>
          Save
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
