import type { OrderPage, ReadOrder } from "@/lib/tiktok/orders";
import type { SourceItem, SourcePage } from "./resource";

/** A page of orders as the engine sees it. */
export function toSourcePage(page: OrderPage): SourcePage<OrderPage> {
  return {
    items: page.orders.map(toItem),
    rejected: page.malformed.map((order) => ({
      id: order.orderId,
      createSec: order.createTimeSec,
      updateSec: order.updateTimeSec,
    })),
    nextPageToken: page.nextPageToken,
    totalCount: page.totalCount,
    serverTimeSec: page.serverTimeSec,
    payload: page,
  };
}

export function toItem({ order }: ReadOrder): SourceItem {
  return { id: order.id, createSec: order.create_time, updateSec: order.update_time };
}
