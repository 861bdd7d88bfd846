import { ArrowLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { guardDatabase } from "@/components/guard-database";
import { MissingPage } from "@/components/missing-page";
import { StatusBadge } from "@/components/status-badge";
import { PageHeader } from "@/components/ui/page-header";
import { findOrderShop, getOrder, listOrderItems } from "@/db/queries/order-detail";
import type { Shop } from "@/db/queries/shops";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { formatInstant } from "@/lib/dates";
import { formatCounted } from "@/lib/format";
import { firstParam, hrefWith, type RawSearchParams } from "@/lib/search-params";
import { OrderFacts } from "./_components/order-facts";
import { OrderHistory, OrderHistoryPending } from "./_components/order-history";
import { OrderItems } from "./_components/order-items";
import { OrderMoneyCard } from "./_components/order-money";
import { OrderTimeline } from "./_components/order-timeline";
import { RawFields } from "./_components/raw-fields";
import { RecheckOrder } from "./_components/recheck-order";
import { unknownOrderTexts } from "./_components/unknown-order-texts";

/** What a re-check begun here may work on after the answer. */
export const maxDuration = 300;

export async function generateMetadata({ params }: PageProps<"/orders/[orderId]">) {
  return { title: `Order ${(await params).orderId}` };
}

export default function OrderPage({ params, searchParams }: PageProps<"/orders/[orderId]">) {
  return guardDatabase(async () => renderOrder((await params).orderId, await searchParams));
}

/** The shop that the address names, else the one that has the order: a link may come without it. */
async function findShop(shops: Shop[], orderId: string, params: RawSearchParams): Promise<Shop | null> {
  const named = shops.find(({ shopId }) => shopId === firstParam(params, "shop"));
  if (named || shops.length < 2) return named ?? shops[0] ?? null;
  const found = await findOrderShop({ shopIds: shops.map(({ shopId }) => shopId), orderId });
  return shops.find(({ shopId }) => shopId === found) ?? null;
}

async function renderOrder(orderId: string, params: RawSearchParams) {
  const { user, shops } = await requirePage("dashboard.view");
  const shop = await findShop(shops, orderId, params);
  if (!shop) return <MissingPage texts={unknownOrderTexts} />;
  const key = { shopId: shop.shopId, orderId };
  const [order, items] = await Promise.all([getOrder(key), listOrderItems(key)]);
  if (!order) return <MissingPage texts={unknownOrderTexts} />;
  const { timezone } = shop;
  const ownShop = shop === shops[0] ? null : shop.shopId;
  const back = hrefWith("/orders", {}, { shop: firstParam(params, "shop") ?? ownShop }) as Route;
  const hint = `${formatCounted(order.units, "item", "items")} · created ${formatInstant(order.createTime, timezone)}, shop time`;
  return (
    <>
      <Link
        href={back}
        className="-mb-2 inline-flex w-fit items-center gap-1.5 text-sm font-medium text-ink-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Orders
      </Link>
      <PageHeader
        title={<span className="tabular-nums">Order {order.orderId}</span>}
        hint={hint}
        badges={
          <>
            <StatusBadge status={order.status} />
            {order.isSampleOrder ? <Flag>Free sample</Flag> : null}
            {order.isOnHoldOrder && order.status !== "ON_HOLD" ? <Flag>On hold</Flag> : null}
            {order.isBuyerRequestCancel ? <Flag>Buyer asks to cancel</Flag> : null}
          </>
        }
      />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <div className="grid gap-5">
          <OrderItems items={items} />
          <OrderMoneyCard money={order.money} worth={order.worth} currency={order.currency} />
          <Suspense fallback={<OrderHistoryPending />}>
            <OrderHistory shopId={shop.shopId} orderId={order.orderId} timezone={timezone} />
          </Suspense>
          {can(user, "orders.raw") ? <RawFields extra={order.extra} /> : null}
        </div>
        <div className="grid gap-5">
          <OrderTimeline order={order} timezone={timezone} now={new Date()} />
          <OrderFacts order={order} isBuyerMasked={!can(user, "buyers.view")} />
          {can(user, "sync.control") ? <RecheckOrder shopId={shop.shopId} orderId={order.orderId} /> : null}
        </div>
      </div>
    </>
  );
}

function Flag({ children }: { children: string }) {
  return (
    <span className="rounded-full bg-warn-soft px-2.5 py-0.5 text-xs font-medium text-warn">{children}</span>
  );
}
