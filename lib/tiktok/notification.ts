import { createHash } from "node:crypto";
import { z } from "zod";

/** The kinds of notification this app acts on, by TikTok's numbers (fact sheet, "Webhooks"). */
export const notificationTypes = {
  orderStatus: 1,
  recipientAddress: 3,
  package: 4,
  deauthorization: 6,
  authorizationExpiry: 7,
  cancellation: 11,
  return: 12,
} as const;

/** The same by the names under which they are subscribed to. */
export const eventNames = {
  [notificationTypes.orderStatus]: "ORDER_STATUS_CHANGE",
  [notificationTypes.recipientAddress]: "RECIPIENT_ADDRESS_UPDATE",
  [notificationTypes.package]: "PACKAGE_UPDATE",
  [notificationTypes.deauthorization]: "SELLER_DEAUTHORIZATION",
  [notificationTypes.authorizationExpiry]: "UPCOMING_AUTHORIZATION_EXPIRATION",
  [notificationTypes.cancellation]: "CANCELLATION_STATUS_CHANGE",
  [notificationTypes.return]: "RETURN_STATUS_CHANGE",
} as const;

export type Notification = {
  /** TikTok's id, or `sha256:` and a hash of the body where it sends none: what tells a repeated delivery. */
  notificationId: string;
  shopId: string;
  /** TikTok's number; may be one that this app does not know. */
  type: number;
  /** Unix seconds; null when TikTok's value makes no sense. */
  sentAtSec: number | null;
  /** Orders it is about. */
  orderIds: string[];
  /** Order status in the words of the orders API; null in notifications of other kinds. */
  orderStatus: string | null;
  /** When the seller's authorisation ends, Unix seconds; null in notifications of other kinds. */
  authorizationEndsAtSec: number | null;
};

const mostOrderIds = 1_000;
/** Printable ASCII: whatever else a signed body may hold, it reaches neither a key nor a statement. */
const plain = z.string().regex(/^[\x21-\x7e]{1,64}$/);
const id = z.union([z.string(), z.number().int().transform(String)]).pipe(plain);
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);
const seconds = z.coerce.number().int().min(1_262_304_000).max(4_102_444_800);

const notificationSchema = z.looseObject({
  type: z.coerce.number().int().min(0).max(2_000_000_000),
  tts_notification_id: maybe(id),
  shop_id: id,
  timestamp: maybe(seconds),
  data: maybe(
    z.looseObject({
      order_id: maybe(id),
      order_status: maybe(plain),
      package_list: maybe(z.array(z.looseObject({ order_id_list: maybe(z.array(maybe(id))) }))),
      expiration_time: maybe(z.union([z.string(), z.number()])),
    }),
  ),
});

/** Null when the body is not JSON, or names neither a type nor a shop. */
export function readNotification(rawBody: Uint8Array): Notification | null {
  const parsed = notificationSchema.safeParse(parseJson(rawBody));
  if (!parsed.success) return null;
  const { type, tts_notification_id, shop_id, timestamp, data } = parsed.data;
  const packages = data?.package_list ?? [];
  const orderIds = [data?.order_id, ...packages.flatMap((one) => one.order_id_list ?? [])];
  return {
    notificationId: tts_notification_id ?? `sha256:${createHash("sha256").update(rawBody).digest("hex")}`,
    shopId: shop_id,
    type,
    sentAtSec: timestamp ?? null,
    orderIds: [...new Set(orderIds.filter((one) => one !== null && one !== undefined))].slice(
      0,
      mostOrderIds,
    ),
    orderStatus: statusOf(data?.order_status),
    authorizationEndsAtSec: instantOf(data?.expiration_time),
  };
}

function parseJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(rawBody));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Notifications say `CANCEL` where the orders API says `CANCELLED`. */
function statusOf(status: string | null | undefined): string | null {
  if (!status) return null;
  return status === "CANCEL" ? "CANCELLED" : status;
}

/** Unix seconds or milliseconds, as a number or as text, or an ISO date. */
function instantOf(value: string | number | null | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  if (Number.isNaN(number))
    return seconds.safeParse(Math.floor(Date.parse(String(value)) / 1000)).data ?? null;
  return seconds.safeParse(Math.floor(number > 1e11 ? number / 1000 : number)).data ?? null;
}
