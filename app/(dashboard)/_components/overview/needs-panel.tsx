import { ChevronRight, CircleCheck } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { SoftLink } from "@/components/ui/soft-link";
import { countNeeds, listShopHealth, type ShopHealth } from "@/db/queries/needs";
import { filterParams, ordersHref } from "@/lib/filters/address";
import type { Need } from "@/lib/filters/selection";
import { formatCount, formatCounted } from "@/lib/format";
import { allTime, hrefWith } from "@/lib/search-params";
import type { OverviewContext } from "./overview-context";
import { guardPanel } from "./panel-guard";

const needTexts: Record<Need, { label: string; hint: string; isUrgent: boolean }> = {
  overdue: { label: "Past their deadline", hint: "To be made ready or handed over", isUrgent: true },
  "due-6h": { label: "Due within 6 hours", hint: "To be made ready or handed over", isUrgent: true },
  "cancel-requested": {
    label: "Cancellation requests",
    hint: "The buyer asked, nobody answered",
    isUrgent: true,
  },
  "on-hold": { label: "On hold", hint: "TikTok lets the buyer change their mind", isUrgent: false },
};

const shownNeeds = ["overdue", "due-6h", "cancel-requested", "on-hold"] as const;
const dayMs = 86_400_000;
const worryingDays = 30;

/** What somebody has to do something about, now; it has nothing to do with the dates chosen. */
export function NeedsPanel({ context }: { context: OverviewContext }) {
  return guardPanel("Needs you now", async () => {
    const { filter, params, now } = context;
    const [counts, health] = await Promise.all([countNeeds(filter), listShopHealth(filter)]);
    const total = shownNeeds.reduce((sum, need) => sum + counts[need], 0);
    const syncHref = hrefWith("/sync", { shop: filterParams(params).shop }, {});
    return (
      <Card aria-labelledby="needs-title" className="flex flex-col">
        <CardHeader id="needs-title" title="Needs you now" hint="Whatever the dates chosen" />
        <ul className="grid gap-0.5 px-2 pt-3 pb-3 sm:px-3">
          {shownNeeds.map((need) => (
            <NeedLine
              key={need}
              label={needTexts[need].label}
              hint={needTexts[need].hint}
              count={formatCount(counts[need])}
              tone={counts[need] === 0 ? "none" : needTexts[need].isUrgent ? "urgent" : "plain"}
              href={ordersHref(
                params,
                { range: allTime },
                { need, status: null, product: null, fulfilment: null },
              )}
            />
          ))}
          <AuthorisationLine health={health} now={now} href={syncHref} />
          {health.map((shop) => (
            <TroubleLines key={shop.shopId} shop={shop} isOneOfMany={health.length > 1} href={syncHref} />
          ))}
        </ul>
        {total === 0 ? (
          <p className="mt-auto flex items-center gap-2 border-t border-line px-4 py-3 text-sm text-ink-muted sm:px-5">
            <CircleCheck aria-hidden className="size-4 text-good" />
            No order waits for you.
          </p>
        ) : null}
      </Card>
    );
  });
}

type NeedLineProps = {
  label: string;
  hint: string;
  count: string;
  tone: "none" | "plain" | "urgent";
  href: string;
};

const counts = {
  none: "text-ink-muted",
  plain: "bg-surface-sunken ring-1 ring-line ring-inset",
  urgent: "bg-bad-soft text-bad ring-1 ring-bad/25 ring-inset",
};

function NeedLine({ label, hint, count, tone, href }: NeedLineProps) {
  return (
    <li>
      <SoftLink
        href={href}
        className="group/need flex items-center gap-3 rounded-md px-2 py-2 hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className={`block text-sm ${tone === "none" ? "text-ink-muted" : "font-medium"}`}>
            {label}
          </span>
          <span className="block truncate text-xs text-ink-muted">{hint}</span>
        </span>
        <span
          className={`figure min-w-8 rounded-full px-2 py-0.5 text-center text-sm font-semibold tabular-nums ${counts[tone]}`}
        >
          {count}
        </span>
        <ChevronRight aria-hidden className="size-4 text-ink-muted" />
      </SoftLink>
    </li>
  );
}

type AuthorisationProps = { health: ShopHealth[]; now: Date; href: string };

/** How long TikTok's permission lasts, of several shops the shortest. */
function AuthorisationLine({ health, now, href }: AuthorisationProps) {
  const ends = health.flatMap(({ authorisedUntil }) => authorisedUntil ?? []).sort();
  if (ends[0] === undefined) return null;
  const days = Math.max(0, Math.floor((Date.parse(ends[0]) - now.getTime()) / dayMs));
  return (
    <NeedLine
      label="TikTok's authorisation"
      hint="Until a shop has to be reconnected"
      count={days > 365 ? "Over a year" : formatCounted(days, "day", "days")}
      tone={days <= worryingDays ? "urgent" : "none"}
      href={href}
    />
  );
}

type TroubleProps = { shop: ShopHealth; isOneOfMany: boolean; href: string };

/** What is wrong with the copy of a shop; nothing for a healthy one. */
function TroubleLines({ shop, isOneOfMany, href }: TroubleProps) {
  const name = isOneOfMany ? `${shop.name}: ` : "";
  return (
    <>
      {shop.needsReconnecting ? (
        <NeedLine
          label={`${name}Needs reconnecting`}
          hint="TikTok refuses this shop's authorisation"
          count="!"
          tone="urgent"
          href={href}
        />
      ) : null}
      {shop.isProven === false ? (
        <NeedLine
          label={`${name}Counts differ`}
          hint="The last count here is not TikTok's"
          count="!"
          tone="urgent"
          href={href}
        />
      ) : null}
      {shop.setAside > 0 ? (
        <NeedLine
          label={`${name}Set aside`}
          hint="Orders that could not be read"
          count={formatCount(shop.setAside)}
          tone="plain"
          href={href}
        />
      ) : null}
    </>
  );
}
