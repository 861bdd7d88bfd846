import type { Alert, AlertNews, OpenAlert } from "./alert";

const remindAfterMs = 24 * 3_600_000;

export type AlertPlan = {
  /** To be stored as open, new ones and those whose words have changed. */
  open: Alert[];
  /** To be stored as ended. */
  ended: OpenAlert[];
  news: AlertNews[];
};

type PlanInput = {
  current: readonly Alert[];
  /** What was open until now. */
  stored: readonly OpenAlert[];
  /** The connected shops; what was open of others has lost its subject and ends in silence. */
  shopIds: ReadonlySet<string>;
  /** False: nobody is to be told, so nothing has been told when somebody is. */
  isTelling: boolean;
  nowMs: number;
};

export const keyOf = ({ shopId, kind }: Pick<Alert, "shopId" | "kind">) => `${shopId} ${kind}`;

/**
 * What has changed between two looks: one message when an alert begins, one when it gets a step worse, a reminder a day
 * where that is any use, and one when it is over. Who was told nothing of the beginning is told nothing of the end.
 */
export function planAlerts({ current, stored, shopIds, isTelling, nowMs }: PlanInput): AlertPlan {
  const before = new Map(stored.map((alert) => [keyOf(alert), alert]));
  const keys = new Set(current.map(keyOf));
  const ended = stored.filter((alert) => !keys.has(keyOf(alert)));
  const over = ended
    .filter(({ toldAt, shopId }) => toldAt !== null && shopIds.has(shopId))
    .map((alert) => toNews(alert, "ended"));
  const told = current.flatMap((alert) => {
    const event = eventOf(alert, before.get(keyOf(alert)), nowMs);
    return event === null ? [] : [toNews(alert, event)];
  });
  return { open: [...current], ended, news: isTelling ? [...told, ...over] : [] };
}

function eventOf(alert: Alert, before: OpenAlert | undefined, nowMs: number): AlertNews["event"] | null {
  if (!before || before.toldAt === null) return "began";
  if (alert.level < before.level) return "worse";
  const isDue = alert.isReminded && nowMs - Date.parse(before.toldAt) >= remindAfterMs;
  return isDue ? "reminder" : null;
}

const endings: Record<Alert["kind"], (shopName: string) => string> = {
  needs_reconnecting: (shop) => `${shop} is connected again`,
  deadline: (shop) => `${shop}: TikTok's authorisation is renewed`,
  stale: (shop) => `${shop}: the data is current again`,
  looping: (shop) => `${shop}: the sync gets on again`,
  proof: (shop) => `${shop}: the counts are proven equal again`,
};

function toNews(alert: Alert, event: AlertNews["event"]): AlertNews {
  const { shopId, shopName, kind, level, title, sentence } = alert;
  if (event !== "ended") return { shopId, shopName, kind, level, event, title, sentence };
  return { shopId, shopName, kind, level, event, title: endings[kind](shopName), sentence: "" };
}
