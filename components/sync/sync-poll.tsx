"use client";

import { type RefObject, useEffect } from "react";
import useSWR from "swr";
import type { SyncStatus } from "@/lib/sync-status";
import { fastMs, isAtWork, slowMs } from "./poll-times";

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

export type Polled = {
  /** Null before the first answer. */
  statuses: SyncStatus[] | null;
  /** True while the last poll failed: what is shown may be old. */
  isUnreachable: boolean;
  /** True while it failed because the server answers and its database does not. */
  isDatabaseAway: boolean;
};

type SyncPollProps = {
  initial: SyncStatus[];
  /** Whether to poll at once. */
  isDue: boolean;
  onPolled: (polled: Polled) => void;
  /** Filled with what polls at once. */
  pollNow: RefObject<() => void>;
};

/** Shows nothing; asks, and tells the provider. A module of its own, so that no page waits for what polls. */
export default function SyncPoll({ initial, isDue, onPolled, pollNow }: SyncPollProps) {
  const { data, error, mutate } = useSWR<SyncStatus[], Error>("/api/sync/status", fetchStatuses, {
    fallbackData: initial,
    revalidateOnMount: isDue,
    refreshInterval: (latest) => (isAtWork(latest ?? initial) ? fastMs : slowMs),
    refreshWhenHidden: false,
    keepPreviousData: true,
  });
  useEffect(() => {
    pollNow.current = () => void mutate();
  }, [mutate, pollNow]);
  useEffect(() => {
    const isDatabaseAway = error instanceof PollError && error.status === 503;
    onPolled({ statuses: data ?? null, isUnreachable: error !== undefined, isDatabaseAway });
  }, [data, error, onPolled]);
  return null;
}
