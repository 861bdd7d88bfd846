"use client";

import { useRouter, useSearchParams } from "next/navigation";
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { parseShops } from "@/lib/filters/shops";
import type { SyncStatus } from "@/lib/sync-status";
import { summarizeStatuses } from "@/lib/sync-summary";
import { isAtWork, slowMs } from "./poll-times";
import type { Polled } from "./sync-poll";

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

const redrawEveryMs = 3_000;

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

/** What polls is fetched when the first poll is due: the server has given the first answer already. */
const SyncPoll = lazy(() => import("./sync-poll"));

/** Off until a sync is at work, or the first poll is due: after a while, for who comes back, for who asks. */
function usePolling(initial: SyncStatus[]) {
  const [polling, setPolling] = useState<"off" | "at-work" | "due">("off");
  const isWorking = isAtWork(initial);
  const beginNow = useCallback(() => setPolling((now) => (now === "off" ? "due" : now)), []);
  useEffect(() => {
    if (isWorking) setPolling((now) => (now === "off" ? "at-work" : now));
    const timer = setTimeout(beginNow, slowMs);
    window.addEventListener("focus", beginNow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("focus", beginNow);
    };
  }, [isWorking, beginNow]);
  return { polling, beginNow };
}

type SyncProviderProps = { initial: SyncStatus[]; children: ReactNode };

/** One poll for everything on the page that tells how the sync fares. The server's answer comes first. */
export function SyncProvider({ initial, children }: SyncProviderProps) {
  const { polling, beginNow } = usePolling(initial);
  const [polled, setPolled] = useState<Polled>({
    statuses: null,
    isUnreachable: false,
    isDatabaseAway: false,
  });
  const pollNow = useRef<() => void>(() => {});
  const statuses = polled.statuses ?? initial;
  useRedraw(progressMark(statuses));
  const poll = () => (polling === "off" ? beginNow() : pollNow.current());
  const feed = { ...polled, statuses, poll };
  return (
    <SyncContext value={feed}>
      {children}
      {polling !== "off" ? (
        <Suspense fallback={null}>
          <SyncPoll initial={initial} isDue={polling === "due"} onPolled={setPolled} pollNow={pollNow} />
        </Suspense>
      ) : null}
    </SyncContext>
  );
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
