import { markOrdersChecked, markOrdersVanished } from "@/db/mutations/order-marks";
import { resolveUnnamed } from "@/db/mutations/order-pages";
import { listOrderIds } from "@/db/queries/order-counts";
import { listUnconfirmedOrders, listUnnamedOrders } from "@/db/queries/unconfirmed-orders";
import { getOrders, maxIdsPerCall, type OrderPage } from "@/lib/tiktok/orders";
import { toSourcePage } from "./order-source";
import type { ById } from "./resource";

/** Orders asked for by id. */
export const ordersById: ById<OrderPage> = {
  idsPerCall: maxIdsPerCall,

  async fetch({ shop, client, call }, ids) {
    return toSourcePage(await getOrders(client, { shopCipher: shop.cipher, ids }, call));
  },

  listStored: listOrderIds,
  markVanished: markOrdersVanished,
  markChecked: markOrdersChecked,
  listUnconfirmed: listUnconfirmedOrders,
  listUnnamed: listUnnamedOrders,
  resolveUnnamed,
};
