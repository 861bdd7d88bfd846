/** What a full run of a shop has cost and taken; the newest ones are the best guess at the next. */
export type MeasuredRun = { records: number; apiCalls: number; seconds: number };

export type FullSyncForecast = {
  calls: number;
  lowSeconds: number;
  highSeconds: number;
  /** `measured` at the speed of the last full runs, `assumed` from what TikTok suggests while there is none. */
  basis: "measured" | "assumed";
  /** Records a second, slowest and fastest. */
  speed: { low: number; high: number };
};

/** TikTok's own suggestion for reading and syncing: 3 to 10 calls a second. */
const suggestedCallsPerSecond = { low: 3, high: 10 };
/** The closing count, the changes since the run began, and the half-empty last pages of its windows. */
const overheadShare = 0.03;
const fixedCalls = 3;
/** Fewer records than this say nothing about speed. */
const tellingRecords = 200;
/** One run is no law: the next may be a third slower or faster. */
const oneRunMargin = 0.3;

/**
 * What reading everything again would cost.
 * @param records how many are stored now.
 * @param runs full runs that ended well, the newest first.
 */
export function forecastFullSync(
  records: number,
  runs: MeasuredRun[],
  pageSize: number,
): FullSyncForecast | null {
  if (records <= 0) return null;
  const telling = runs.filter((run) => run.records >= tellingRecords && run.seconds > 0);
  const [newest] = telling;
  if (!newest) {
    const calls = Math.ceil((records / pageSize) * (1 + overheadShare)) + fixedCalls;
    const { low, high } = suggestedCallsPerSecond;
    const speed = { low: low * pageSize, high: high * pageSize };
    return { calls, ...timesOf(records, speed), basis: "assumed", speed };
  }
  const speeds = telling.map((run) => run.records / run.seconds);
  const margin = telling.length === 1 ? oneRunMargin : 0;
  const speed = { low: Math.min(...speeds) * (1 - margin), high: Math.max(...speeds) * (1 + margin) };
  const callsPerRecord = newest.apiCalls / newest.records;
  const calls = Math.max(Math.ceil(records / pageSize) + 1, Math.round(records * callsPerRecord));
  return { calls, ...timesOf(records, speed), basis: "measured", speed };
}

function timesOf(records: number, speed: { low: number; high: number }) {
  return { lowSeconds: Math.floor(records / speed.high), highSeconds: Math.ceil(records / speed.low) };
}

/** Calls that reading a span again costs: a page for each hundred, and the count at the end. */
export function forecastSpanCheck(records: number, pageSize: number): number {
  return Math.max(1, Math.ceil(records / pageSize)) + 1;
}

/** Calls that counting everything costs while nothing differs: the history, what is newer, and each of nine statuses. */
export const countEverythingCalls = 11;
