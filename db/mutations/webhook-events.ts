import "server-only";
import { getSql, type TransactionSql } from "../client";
import { limitTransaction } from "../transaction";
import { addRecordTasks } from "./sync-tasks";

export type WebhookOutcome = "queued" | "parked" | "noted" | "ignored";

export type NewWebhookEvent = {
  notificationId: string;
  type: number;
  orderIds: string[];
  orderStatus: string | null;
  sentAtIso: string | null;
  outcome: WebhookOutcome;
};

const keptDays = 14;

/**
 * Takes notifications of one shop in, and in the same transaction asks for the orders of the new ones to be read again.
 *
 * @param also more to do in that transaction, with the ids of the new ones.
 * @returns the ids of those that had not been taken in before.
 */
export async function recordWebhookEvents(
  shopId: string,
  events: NewWebhookEvent[],
  nowIso: string,
  also: (tx: TransactionSql, fresh: Set<string>) => Promise<void>,
): Promise<Set<string>> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const fresh = new Set(await insertEvents(tx, shopId, events, nowIso));
    const orderIds = events
      .filter(({ notificationId, outcome }) => fresh.has(notificationId) && outcome === "queued")
      .flatMap((event) => event.orderIds);
    await addRecordTasks(tx, { shopId, resource: "orders" }, "webhook", orderIds);
    await also(tx, fresh);
    return fresh;
  });
}

async function insertEvents(
  tx: TransactionSql,
  shopId: string,
  events: NewWebhookEvent[],
  nowIso: string,
): Promise<string[]> {
  const column = <Key extends keyof NewWebhookEvent>(key: Key) => events.map((event) => event[key]);
  const orderIds = events.map((event) => JSON.stringify(event.orderIds));
  const rows = await tx<{ notificationId: string }[]>`
    insert into webhook_events (shop_id, notification_id, type, order_ids, order_status, sent_at, outcome, received_at)
    select ${shopId}, e.id, e.type::int, array(select jsonb_array_elements_text(e.orders::jsonb)), e.status,
      e.sent_at::timestamptz, e.outcome, ${nowIso}
    from unnest(${column("notificationId")}::text[], ${column("type").map(String)}::text[], ${orderIds}::text[],
      ${column("orderStatus")}::text[], ${column("sentAtIso")}::text[], ${column("outcome")}::text[])
      as e(id, type, orders, status, sent_at, outcome)
    on conflict (shop_id, notification_id) do nothing
    returning notification_id as "notificationId"`;
  return rows.map(({ notificationId }) => notificationId);
}

/** Forgets notifications of a shop that TikTok will not deliver again: it tries for less than a day. */
export async function forgetOldWebhookEvents(shopId: string): Promise<void> {
  await getSql()`
    delete from webhook_events
    where shop_id = ${shopId} and received_at < now() - make_interval(days => ${keptDays})`;
}
