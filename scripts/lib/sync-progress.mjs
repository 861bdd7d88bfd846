import { formatCount, formatSeconds } from "./output.mjs";

const STEP = 0.1;

function formatEta(seconds) {
  if (seconds === null || seconds === undefined) return "";
  return seconds < 90 ? `, ${Math.ceil(seconds)} s left` : `, ${Math.ceil(seconds / 60)} min left`;
}

function describeArrivals(count) {
  return `+${formatCount(count)} ${count === 1 ? "order" : "orders"}`;
}

/** @param {any} run progress of a run, from /api/sync/status */
function describeProgress({ done, total, ordersPerSecond, etaSeconds }) {
  const share = total ? ` (${Math.floor((100 * done) / total)} %)` : "";
  const of = total === null || total === undefined ? "" : ` of ${formatCount(total)}`;
  const speed = ordersPerSecond ? `, ${formatCount(Math.round(ordersPerSecond))} orders/s` : "";
  return `Syncing ${formatCount(done)}${of} orders${share}${speed}${formatEta(etaSeconds)}`;
}

/**
 * Tells a terminal how the sync goes: one line that rewrites itself, or a line for about every tenth elsewhere.
 *
 * @param {{ write: (text: string) => void, isTty: boolean, now?: () => Date }} options
 */
export function createSyncReporter({ write, isTty, now = () => new Date() }) {
  let isLineOpen = false;
  let shownShare = -STEP;
  let lastState = "";
  /** @type {number | null} */
  let fullSyncSinceMs = null;
  /** @type {number | null} */
  let knownOrders = null;

  function line(text) {
    write(isLineOpen ? `\r\x1b[2K${text}\n` : `${text}\n`);
    isLineOpen = false;
  }

  function showProgress(run) {
    fullSyncSinceMs ??= Date.parse(run.startedAt ?? now().toISOString());
    const share = run.total ? run.done / run.total : 0;
    if (isTty) {
      write(`\r\x1b[2K${describeProgress(run)}`);
      isLineOpen = true;
    } else if (share >= shownShare + STEP || share === 1) {
      if (share !== shownShare) line(describeProgress(run));
      shownShare = share;
    }
  }

  function showDuration(orders) {
    if (fullSyncSinceMs === null) return;
    line(`Copied ${formatCount(orders)} orders in ${formatSeconds(now().getTime() - fullSyncSinceMs)}.`);
    fullSyncSinceMs = null;
  }

  function showNewOrders(total) {
    if (knownOrders !== null && total > knownOrders) {
      const time = now().toTimeString().slice(0, 8);
      line(`${time}  ${describeArrivals(total - knownOrders)}, ${formatCount(total)} in all`);
    }
    knownOrders = total;
  }

  return {
    /** @param {any} shop one entry of /api/sync/status */
    show(shop) {
      const run = shop.run ?? { done: shop.done, total: shop.total };
      const isFull = shop.state === "syncing" && (!shop.run || shop.run.kind === "full");
      if (isFull && typeof run.done === "number") showProgress(run);
      else if (shop.state !== "syncing" && shop.state !== lastState) {
        line(`${shop.shopName ?? shop.name}: ${shop.sentence}`);
      }
      if (shop.state !== "syncing") {
        lastState = shop.state;
        shownShare = -STEP;
      }
      const orders = shop.recordsTotal ?? shop.total ?? 0;
      if (shop.state === "up_to_date") {
        showDuration(orders);
        if (knownOrders === null) line(`${formatCount(orders)} orders are here. New ones are told below.`);
        showNewOrders(orders);
      }
    },
    finish() {
      if (isLineOpen) line("");
    },
  };
}
