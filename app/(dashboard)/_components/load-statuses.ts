import { cache } from "react";
import { listSyncStatuses } from "@/db/queries/sync-status";

/** Read once for a request: the shell and the page both want them. */
export const loadStatuses = cache(() => listSyncStatuses());
