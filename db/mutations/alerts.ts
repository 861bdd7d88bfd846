import "server-only";
import type { Alert, AlertNews, OpenAlert } from "@/lib/alerts/alert";
import { planAlerts } from "@/lib/alerts/plan";
import { getSql, type TransactionSql } from "../client";
import { toIso } from "../instants";
import { limitTransaction } from "../transaction";

/** For one instance among all: true when the last look at the shops is longer ago than this. */
export async function claimEvaluation(everySec: number): Promise<boolean> {
  const rows = await getSql()`
    insert into alert_settings as s (id, evaluated_at) values (1, now())
    on conflict (id) do update set evaluated_at = now()
      where s.evaluated_at is null or s.evaluated_at < now() - make_interval(secs => ${everySec})
    returning 1`;
  return rows.length > 0;
}

/**
 * Takes what is the matter now for what is open, and puts what has changed on its way as messages: all in one
 * transaction, one at a time, so that each change is told once however many instances look.
 */
export async function storeAlerts(current: Alert[], shopIds: ReadonlySet<string>): Promise<AlertNews[]> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    await tx`select pg_advisory_xact_lock(hashtextextended('alerts', 0))`;
    const [stored, [settings]] = await Promise.all([
      listOpen(tx),
      tx<{ isTelling: boolean; now: string }[]>`
        select coalesce((select webhook_url_sealed is not null from alert_settings), false) as "isTelling", now() as now`,
    ]);
    const nowIso = toIso(settings?.now ?? new Date().toISOString());
    const isTelling = settings?.isTelling ?? false;
    const nowMs = Date.parse(nowIso);
    const plan = planAlerts({ current, stored, shopIds, isTelling, nowMs });
    for (const { shopId, kind, beganAt } of plan.ended) {
      await tx`
        update alerts set ended_at = now() where shop_id = ${shopId} and kind = ${kind} and began_at = ${beganAt}`;
    }
    for (const alert of plan.open) {
      const old = stored.find(({ shopId, kind }) => shopId === alert.shopId && kind === alert.kind);
      const isTold = plan.news.some(({ shopId, kind }) => shopId === alert.shopId && kind === alert.kind);
      await saveOpen(tx, alert, old?.beganAt ?? nowIso, isTold);
    }
    for (const news of plan.news) await addMessage(tx, news);
    return plan.news;
  });
}

function listOpen(tx: TransactionSql): Promise<OpenAlert[]> {
  return tx<OpenAlert[]>`
    select shop_id as "shopId", shop_name as "shopName", kind, level, is_reminded as "isReminded", title, sentence,
      began_at as "beganAt", told_at as "toldAt"
    from alerts where ended_at is null order by began_at, shop_id, kind`;
}

async function saveOpen(tx: TransactionSql, alert: Alert, beganAt: string, isTold: boolean): Promise<void> {
  const { shopId, shopName, kind, level, isReminded, title, sentence } = alert;
  await tx`
    insert into alerts (shop_id, kind, began_at, shop_name, level, is_reminded, title, sentence, told_at)
    values (${shopId}, ${kind}, ${beganAt}, ${shopName}, ${level}, ${isReminded}, ${title}, ${sentence},
      case when ${isTold} then now() end)
    on conflict (shop_id, kind, began_at) do update set shop_name = excluded.shop_name, level = excluded.level,
      is_reminded = excluded.is_reminded, title = excluded.title, sentence = excluded.sentence,
      told_at = coalesce(excluded.told_at, alerts.told_at)`;
}

async function addMessage(
  tx: TransactionSql,
  { shopId, kind, event, title, sentence }: AlertNews,
): Promise<void> {
  await tx`
    insert into alert_messages (shop_id, kind, event, title, sentence, created_at, next_attempt_at)
    values (${shopId}, ${kind}, ${event}, ${title}, ${sentence}, now(), now())`;
}

export type DueMessage = {
  shopId: string;
  id: string;
  event: AlertNews["event"];
  title: string;
  sentence: string;
};

/** Younger than this a message is still worth sending. */
const worthSendingHours = 24;

/**
 * Takes the oldest message that is due. It is due again after a wait that doubles from a minute to an hour, in case
 * whoever took it does not come back.
 */
export async function claimMessage(): Promise<DueMessage | null> {
  const rows = await getSql()<DueMessage[]>`
    update alert_messages m set attempts = attempts + 1,
      next_attempt_at = now() + make_interval(mins => least(60, power(2, attempts))::int)
    from (
      select shop_id, id from alert_messages
      where delivered_at is null and next_attempt_at <= now()
        and created_at > now() - make_interval(hours => ${worthSendingHours})
      order by id limit 1 for update skip locked
    ) due
    where m.shop_id = due.shop_id and m.id = due.id
    returning m.shop_id as "shopId", m.id::text as id, m.event, m.title, m.sentence`;
  return rows[0] ?? null;
}

export async function markDelivered({ shopId, id }: Pick<DueMessage, "shopId" | "id">): Promise<void> {
  await getSql()`update alert_messages set delivered_at = now() where shop_id = ${shopId} and id = ${id}::bigint`;
}

const keptDays = 90;

/** Takes away what is long over. */
export async function forgetOldAlerts(): Promise<void> {
  await getSql()`delete from alert_messages where created_at < now() - make_interval(days => ${keptDays})`;
  await getSql()`delete from alerts where ended_at < now() - make_interval(days => ${keptDays})`;
}
