/** What people call a run, why it began, and what it is at. */
export type RunNaming = {
  kind: "full" | "incremental" | "audit" | "repair";
  /** Of an audit: what it counts. */
  scope?: string | null;
  /** A full run over a copy that was complete before. */
  isResync?: boolean;
};

const kindNames = {
  full: "First sync",
  incremental: "Sync of changes",
  audit: "Count check",
  repair: "Repair",
} as const;

const auditNames: Record<string, string> = {
  trailing: "Count of the last 72 hours",
  trailing_changes: "Count of 72 hours of changes",
  history: "Count of everything",
};

export function nameRun({ kind, scope = null, isResync = false }: RunNaming): string {
  if (kind === "full" && isResync) return "Full resync";
  if (kind === "audit" && scope !== null) return auditNames[scope] ?? kindNames.audit;
  return kindNames[kind];
}

const triggerWords: Record<string, string> = {
  cron: "on schedule",
  refresh: "Refresh was pressed",
  admin: "an admin asked for it",
  connect: "the shop was connected",
  webhook: "TikTok sent a notification",
};

/** Why a run began, to stand behind its name: `on schedule`. */
export function describeTrigger(trigger: string): string {
  return triggerWords[trigger] ?? trigger;
}

const phaseWords: Record<string, string> = {
  walk: "reading, newest first",
  recheck: "asking by id for what TikTok did not list",
  verify: "comparing the count with TikTok's",
  catch_up: "reading what changed meanwhile",
};

export function describePhase(phase: string | null): string | null {
  return phase === null ? null : (phaseWords[phase] ?? null);
}
