import { AppError } from "./errors";

/** Another worker has claimed the shop since; this one's page was rolled back and it must stop. */
export class SyncLeaseLostError extends AppError {
  constructor() {
    super("lease_lost", "Another worker has taken over this sync.", { retryable: true });
  }
}

/** TikTok repeats pages that were read already, so that going on would never end. */
export class SyncNoProgressError extends AppError {
  constructor(detail: string) {
    super("no_progress", `TikTok repeats itself: ${detail}`, { retryable: true });
  }
}

/** Another replay of the shop has taken over, or the database lost the work tables in a crash. */
export class ReplayLostError extends AppError {
  constructor() {
    super("replay_lost", "This replay has lost its work tables; start it again.", { retryable: true });
  }
}
