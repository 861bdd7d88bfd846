import { index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** A notification of TikTok's, taken in once however often it is delivered. Kept for two weeks. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    shopId: text().notNull(),
    /** TikTok's `tts_notification_id`, or `sha256:` and a hash of the body. */
    notificationId: text().notNull(),
    type: integer().notNull(),
    orderIds: text().array().notNull(),
    /** In the words of the orders API; null unless the notification names one. */
    orderStatus: text(),
    sentAt: instant(),
    receivedAt: instant().notNull(),
    /** `queued` to be read again, `parked` the shop, `noted` a date, or `ignored`. */
    outcome: text({ enum: ["queued", "parked", "noted", "ignored"] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.notificationId] }),
    index("webhook_events_shop_received").on(t.shopId, t.receivedAt),
  ],
);
