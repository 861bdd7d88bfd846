import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ShopConnection } from "@/db/queries/shop-connections";
import { formatDay, formatInstantShort } from "@/lib/dates";
import { formatCount, formatCounted } from "@/lib/format";
import { explainErrorCode } from "@/lib/sync-messages";
import { disconnectShopAction } from "../actions";
import { TestButton } from "./test-button";

type ShopCardProps = { shop: ShopConnection; now: Date; canDelete: boolean };

const states: Record<ShopConnection["state"], { label: string; dot: string }> = {
  connected: { label: "Connected", dot: "bg-good" },
  needs_reconnect: { label: "Needs reconnecting", dot: "bg-bad" },
  disconnected: { label: "Disconnected", dot: "bg-ink-muted" },
  deleting: { label: "Being deleted", dot: "bg-bad motion-safe:animate-pulse" },
};

/** One shop: whose authorisation it runs on, until when, and what can be done about it. */
export function ShopCard({ shop, now, canDelete }: ShopCardProps) {
  const { shopId, name, region, currency, timezone, state } = shop;
  const titleId = `shop-${shopId}`;
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader id={titleId} title={name} hint={`${region} · ${currency} · ${timezone}`}>
        <span className="inline-flex items-center gap-1.5 rounded-full bg-surface-sunken py-0.5 pr-2.5 pl-2 text-xs font-medium ring-1 ring-line ring-inset">
          <span aria-hidden className={`size-2 rounded-full ${states[state].dot}`} />
          {states[state].label}
        </span>
      </CardHeader>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 px-4 pt-4 tabular-nums sm:grid-cols-4 sm:px-5">
        <Facts shop={shop} now={now} />
      </dl>
      <div className="flex flex-wrap items-start gap-2 px-4 py-4 sm:px-5">
        <Choices shop={shop} canDelete={canDelete} />
      </div>
    </Card>
  );
}

function Facts({ shop, now }: { shop: ShopConnection; now: Date }) {
  const { state, timezone } = shop;
  const instant = (value: string | null) => (value === null ? "–" : formatInstantShort(value, timezone, now));
  return (
    <>
      <Fact label="Orders here">{formatCount(shop.orders)}</Fact>
      <Fact label="Complete through">{instant(shop.syncedThrough)}</Fact>
      {state === "deleting" ? (
        <Fact label="Rows deleted so far">{formatCount(shop.rowsDeleted ?? 0)}</Fact>
      ) : null}
      {state === "disconnected" ? <Fact label="Disconnected">{instant(shop.disconnectedAt)}</Fact> : null}
      {state === "connected" || state === "needs_reconnect" ? (
        <>
          <Fact label="Authorised by">{shop.sellerName ?? "–"}</Fact>
          <Fact label="Authorisation ends">{describeEnd(shop, now)}</Fact>
          <Fact label="Told of changes by TikTok">{describeNotices(shop, now)}</Fact>
        </>
      ) : null}
    </>
  );
}

/** Whether changes come between two syncs as well; connecting again asks TikTok once more. */
function describeNotices({ notifiedSince, notifyErrorCode, timezone }: ShopConnection, now: Date): string {
  if (notifiedSince !== null) return `Since ${formatInstantShort(notifiedSince, timezone, now)}`;
  return notifyErrorCode === null
    ? "No: no public address"
    : `No: ${explainErrorCode(notifyErrorCode).title}`;
}

const dayMs = 86_400_000;
const nearDays = 60;

/** TikTok's usual end lies a century ahead: then the year says enough. */
function describeEnd({ state, authorizationEndsAt }: ShopConnection, now: Date): string {
  if (state === "needs_reconnect") return "Now";
  if (authorizationEndsAt === null) return "Not known";
  const days = Math.ceil((Date.parse(authorizationEndsAt) - now.getTime()) / dayMs);
  const day = formatDay(authorizationEndsAt.slice(0, 10));
  return days > nearDays ? day : `${day}, in ${formatCounted(Math.max(0, days), "day", "days")}`;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="font-semibold break-words">{children}</dd>
    </div>
  );
}

function Choices({ shop, canDelete }: { shop: ShopConnection; canDelete: boolean }) {
  const { shopId, state } = shop;
  if (state === "deleting")
    return (
      <p className="text-sm text-ink-muted">
        The rows go in small batches with each cron run. The shop leaves this list when the last one is gone.
      </p>
    );
  const connectHref = `/api/tiktok/authorize?from=admin&shop=${encodeURIComponent(shopId)}`;
  const isParked = state === "needs_reconnect";
  return (
    <>
      {state === "connected" ? <TestButton shopId={shopId} /> : null}
      <a
        href={connectHref}
        className={buttonVariants({ size: "sm", variant: isParked ? "primary" : "outline" })}
      >
        {state === "disconnected" ? "Connect again" : "Reconnect"}
      </a>
      {state === "disconnected" ? null : <Disconnect shopId={shopId} />}
      {canDelete ? (
        <Link
          href={`/admin/shops/${encodeURIComponent(shopId)}/delete` as Route}
          prefetch={false}
          className={buttonVariants({ size: "sm", variant: "ghost" })}
        >
          Delete data…
        </Link>
      ) : null}
    </>
  );
}

/** Asks once, without a script. */
function Disconnect({ shopId }: { shopId: string }) {
  return (
    <details className="group min-w-0 open:basis-full">
      <summary className={buttonVariants({ size: "sm", variant: "ghost", className: "w-fit" })}>
        Disconnect…
      </summary>
      <ActionForm
        action={disconnectShopAction}
        className="mt-2 flex flex-col gap-4 rounded-md border border-line p-3"
      >
        <input type="hidden" name="shopId" value={shopId} />
        <p className="text-sm text-pretty">
          Nothing more is asked of TikTok and the stored authorisation is deleted. All data stays here, and is
          shown again once the shop is connected again.
        </p>
        <SubmitButton size="sm" className="w-fit">
          Disconnect now
        </SubmitButton>
      </ActionForm>
    </details>
  );
}
