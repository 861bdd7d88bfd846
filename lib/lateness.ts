/** How long after a change at TikTok it was here; the last bucket has no end. */
export const latenessBuckets = [
  { upToSec: 60, label: "up to 1 min" },
  { upToSec: 300, label: "up to 5 min" },
  { upToSec: 3_600, label: "up to 1 h" },
  { upToSec: 6 * 3_600, label: "up to 6 h" },
  { upToSec: 13 * 3_600, label: "up to 13 h" },
  { upToSec: null, label: "more" },
] as const;

/** How far back changes are counted. */
export const latenessDays = 30;

export type Lateness = {
  /** Records of each bucket, in its order. */
  counts: number[];
  total: number;
  medianSec: number | null;
  slowestSec: number | null;
};
