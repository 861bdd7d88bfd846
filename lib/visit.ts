/**
 * When somebody was here before, for "since your last visit". The browser keeps it in a cookie that the proxy renews
 * with every page, so no page has to write to the database. A visit has ended after half an hour without a page.
 */
export const visitCookie = "visit";

const gapMs = 30 * 60_000;
const pattern = /^(\d{1,11})(?:\.(\d{1,11}))?$/;

export type Visit = {
  /** The cookie's next value: when the last page was asked for and when the visit before ended, in Unix seconds. */
  text: string;
  /** The end of the visit before; null in a browser that is here for the first time. */
  since: Date | null;
};

/** Both the old and the already renewed cookie of a request give the same `since`. */
export function renewVisit(cookie: string | undefined, now: Date): Visit {
  const [, seen, before] = pattern.exec(cookie ?? "") ?? [];
  const nowMs = now.getTime();
  const seenMs = seen === undefined ? null : Number(seen) * 1000;
  const isKnown = seenMs !== null && seenMs <= nowMs + gapMs;
  const hasEnded = isKnown && nowMs - seenMs > gapMs;
  const sinceSec = hasEnded ? Number(seen) : isKnown && before !== undefined ? Number(before) : null;
  const nowSec = Math.floor(nowMs / 1000);
  return {
    text: sinceSec === null ? `${nowSec}` : `${nowSec}.${sinceSec}`,
    since: sinceSec === null ? null : new Date(sinceSec * 1000),
  };
}
