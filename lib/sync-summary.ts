import { type Diagnosis, sortDiagnoses } from "./diagnosis";
import type { SyncState, SyncStatus } from "./sync-status";

/** The worst first: what several shops are told as. */
const gravity: SyncState[] = [
  "needs_reconnecting",
  "looping",
  "failing",
  "stalled",
  "behind",
  "new",
  "syncing",
  "up_to_date",
];

/**
 * Several shops' sync as one: the gravest state with the name of its shop, and complete only as far as all of them are.
 * Null without any.
 */
export function summarizeStatuses(statuses: readonly SyncStatus[]): SyncStatus | null {
  const [first] = statuses;
  if (!first || statuses.length === 1) return first ?? null;
  const grave = statuses.reduce((worst, status) =>
    gravity.indexOf(status.state) < gravity.indexOf(worst.state) ? status : worst,
  );
  const alike = statuses.filter(({ state }) => state === grave.state).length;
  const name = alike === statuses.length ? "" : alike > 1 ? `${alike} shops: ` : `${grave.shopName}: `;
  return {
    ...grave,
    label: `${name}${grave.label}`,
    sentence: `${name}${grave.sentence}`,
    syncedThrough: leastComplete(statuses),
    problems: sortDiagnoses(statuses.flatMap(withName)),
  };
}

function withName({ shopName, problems }: SyncStatus): Diagnosis[] {
  return problems.map((problem) => ({ ...problem, sentence: `${shopName}: ${problem.sentence}` }));
}

function leastComplete(statuses: readonly SyncStatus[]): string | null {
  return statuses.reduce<string | null>((least, { syncedThrough }) => {
    if (least === null || syncedThrough === null) return null;
    return Date.parse(syncedThrough) < Date.parse(least) ? syncedThrough : least;
  }, statuses[0]?.syncedThrough ?? null);
}
