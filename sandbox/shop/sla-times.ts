import type { ShopZone } from "./zone";

const HOUR = 3_600;
const DAY = 86_400;

/** Deadlines count from the payment and end with a day of the shop; weekends push them on. */
export function slaTimes(paidSec: number, zone: ShopZone, extensionDays: number) {
  const dueSec = paidSec + (zone.weekday(paidSec) >= 5 ? 3 : 2) * DAY + extensionDays * DAY;
  const rtsSla = dueSec - zone.secOfWallDay(dueSec) + DAY - 1;
  return {
    rts_sla_time: rtsSla,
    tts_sla_time: rtsSla + DAY,
    cancel_order_sla_time: paidSec + 7 * DAY,
    shipping_due_time: rtsSla + 2 * DAY,
    collection_due_time: rtsSla + 3 * DAY,
    delivery_sla_time: rtsSla + 6 * DAY,
    recommended_shipping_time: paidSec + 26 * HOUR,
  };
}
