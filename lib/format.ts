import { isStandIn } from "./stand-in";

const countFormat = new Intl.NumberFormat("en-US");
const percentFormat = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });
const wholePercentFormat = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 0 });

export function formatCount(count: number): string {
  return countFormat.format(count);
}

/** `one` and `many` are the noun's forms: `formatCounted(1, "order", "orders")` is `1 order`. */
export function formatCounted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A ratio as a percentage: 0.0412 is `4.1%`. */
export function formatPercent(ratio: number): string {
  return percentFormat.format(ratio);
}

/** A relative change without its sign, which an arrow carries: 0.124 is `12.4%`, 3.2 is `320%`. */
export function formatChangeSize(ratio: number): string {
  const size = Math.abs(ratio);
  return (size >= 1 ? wholePercentFormat : percentFormat).format(size);
}

/** A change of a rate, in percentage points. */
export function formatPointsSize(ratio: number): string {
  return `${(Math.abs(ratio) * 100).toFixed(1)} pts`;
}

/** `850 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** One unit only, for "… ago" and "in …": `4 s`, `12 min`, `3 h`, `5 days`. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(Math.abs(ms) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.round(hours / 24)} days`;
}

/** A guess between two: `6–9 min`, `40 s – 2 min`, `about 3 min` when both read the same. */
export function formatSpanRange(lowMs: number, highMs: number): string {
  const [low, high] = [formatSpan(lowMs), formatSpan(highMs)];
  if (low === high) return `about ${high}`;
  const [lowNumber, lowUnit] = low.split(" ");
  const [, highUnit] = high.split(" ");
  return lowUnit === highUnit ? `${lowNumber}–${high}` : `${low} – ${high}`;
}

/** `AWAITING_SHIPMENT` as `Awaiting shipment`. */
export function humanizeCode(code: string): string {
  const words = code.replaceAll("_", " ").toLowerCase().trim();
  return (words.charAt(0).toUpperCase() + words.slice(1)).replace(/tiktok/i, "TikTok");
}

/** A buyer's nickname or id as the person looking may see it: masked, only the first letter stays. */
export function showBuyer(text: string | null, isMasked: boolean): string | null {
  if (text && isStandIn(text)) return "Erased on request";
  if (!text || !isMasked) return text;
  return `${[...text][0]}•••`;
}
