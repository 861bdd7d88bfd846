"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, use, useEffect, useRef } from "react";
import useSWR from "swr";
import { parseShops } from "@/lib/filters/shops";
import type { SyncStatus } from "@/lib/sync-status";
import { summarizeStatuses } from "@/lib/sync-summary";

type SyncFeed = {
  statuses: SyncStatus[];
  /** True while the last poll failed: what is shown may be old. */
  isUnreachable: boolean;
  /** True while it failed because the server answers and its database does not. */
  isDatabaseAway: boolean;
  /** Polls at once. */
  poll: () => void;
};

const SyncContext = createContext<SyncFeed | null>(null);

const fastMs = 2_000;
const slowMs = 30_000;
const redrawEveryMs = 3_000;

class PollError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The sync status answered ${status}`);
    this.status = status;
  }
}

async function fetchStatuses(path: string): Promise<SyncStatus[]> {
  const response = await fetch(path, { headers: { accept: "application/json" } });
  if (!response.ok) throw new PollError(response.status);
  const body = (await response.json()) as { shops: SyncStatus[] };
  return body.shops;
}

function isAtWork(statuses: SyncStatus[] | undefined): boolean {
  return statuses?.some(({ state, run }) => state === "syncing" || run !== null) ?? false;
}

/** Changes whenever a sync has written something that pages show. */
function progressMark(statuses: SyncStatus[]): string {
  return statuses
    .map(({ shopId, state, run, recordsTotal, lastSyncTime }) =>
      [shopId, state, run?.done ?? "", recordsTotal, lastSyncTime].join(" "),
    )
    .join("|");
}

/** Draws the server's numbers again when the mark changes, at most once in three seconds. */
function useRedraw(mark: string) {
  const router = useRouter();
  const last = useRef({ mark, at: 0 });
  useEffect(() => {
    if (last.current.mark === mark) return;
    const waitMs = Math.max(0, last.current.at + redrawEveryMs - Date.now());
    const timer = setTimeout(() => {
      last.current = { mark, at: Date.now() };
      router.refresh();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [mark, router]);
}

type SyncProviderProps = { initial: SyncStatus[]; children: ReactNode };

/** One poll for everything on the page that tells how the sync fares. The server's answer comes first. */
export function SyncProvider({ initial, children }: SyncProviderProps) {
  const { data, error, mutate } = useSWR<SyncStatus[], Error>("/api/sync/status", fetchStatuses, {
    fallbackData: initial,
    revalidateOnMount: false,
    refreshInterval: (latest) => (isAtWork(latest ?? initial) ? fastMs : slowMs),
    refreshWhenHidden: false,
    keepPreviousData: true,
  });
  const statuses = data ?? initial;
  useRedraw(progressMark(statuses));
  const feed = {
    statuses,
    isUnreachable: error !== undefined,
    isDatabaseAway: error instanceof PollError && error.status === 503,
    poll: () => void mutate(),
  };
  return <SyncContext value={feed}>{children}</SyncContext>;
}

export function useSyncFeed(): SyncFeed {
  const feed = use(SyncContext);
  if (!feed) throw new Error("useSyncFeed needs a SyncProvider above it");
  return feed;
}

/** Of the shops that `?shop=` names, as every page understands it. */
export function useChosenStatuses(): SyncStatus[] {
  const { statuses } = useSyncFeed();
  return parseShops({ shop: useSearchParams().getAll("shop") }, statuses).value;
}

/** The same as one. */
export function useSyncSummary(): SyncStatus | null {
  return summarizeStatuses(useChosenStatuses());
}

/** The status of one shop; null when it is not connected, or not for this reader. */
export function useStatusOf(shopId: string): SyncStatus | null {
  return useSyncFeed().statuses.find((status) => status.shopId === shopId) ?? null;
}

/** The status of the shop that `?shop=` names, else of the first one; null while no shop is connected. */
export function useShopStatus(): SyncStatus | null {
  const { statuses } = useSyncFeed();
  const wanted = useSearchParams().get("shop");
  return statuses.find(({ shopId }) => shopId === wanted) ?? statuses[0] ?? null;
}
