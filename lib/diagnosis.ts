/** What can be wrong with a shop's sync, the most urgent first. */
export const conditions = [
  "database_unreachable",
  "needs_reconnecting",
  "token_refused",
  "scope_missing",
  "app_secret_wrong",
  "clock_wrong",
  "database_full",
  "rate_limited",
  "tiktok_down",
  "failing",
  "looping",
  "stalled",
  "cron_silent",
  "behind",
  "authorization_ends",
  "count_not_proven",
  "set_aside",
] as const;
export type Condition = (typeof conditions)[number];

/** The one thing to press. Who may not connect shops is told to ask, by the sentence. */
export type DoctorAction = {
  kind: "reconnect" | "refresh" | "open_run" | "see_failed_runs" | "see_proof" | "see_aside" | "reload";
  label: string;
};

export type Diagnosis = {
  condition: Condition;
  /** `note` is worth reading on the Sync page; the others are raised on every page. */
  tone: "bad" | "warn" | "note";
  title: string;
  /** One plain sentence. */
  sentence: string;
  action: DoctorAction;
  shopId: string;
  /** The run that the sentence is about. */
  runId: string | null;
};

/** For a reader whose browser no longer gets answers because the database is away. */
export const databaseUnreachable: Diagnosis = {
  condition: "database_unreachable",
  tone: "bad",
  title: "The database does not answer",
  sentence: "The database does not answer, so what you see stays as it was; nothing is lost.",
  action: { kind: "reload", label: "Try again" },
  shopId: "",
  runId: null,
};

/** Those of several shops as one list, the most urgent first. */
export function sortDiagnoses(diagnoses: Diagnosis[]): Diagnosis[] {
  return [...diagnoses].sort((a, b) => conditions.indexOf(a.condition) - conditions.indexOf(b.condition));
}
