import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** One row for each shop and resource: how far its copy is complete, who works on it, how it fares. */
export const syncMetadata = pgTable(
  "sync_metadata",
  {
    shopId: text().notNull(),
    resource: text().notNull(),
    status: text({ enum: ["new", "syncing", "ok", "failing", "needs_reconnect"] })
      .notNull()
      .default("new"),
    /** Every change the API had reported before this instant is in the database; null until the first full sync ends. */
    syncedThrough: instant(),
    /** The cursor of the incremental walk: the last `update_time` seen; set when the first full sync begins. */
    changesThrough: instant(),
    /** TikTok's clock at the last walk that reached its present; becomes `synced_through` once a full sync has ended. */
    freshThrough: instant(),
    lastSyncTime: instant(),
    lastFullSyncTime: instant(),
    leaseOwner: text(),
    /** Fencing: grows with each claim; a commit that names an older one is refused. */
    leaseToken: bigint({ mode: "number" }).notNull().default(0),
    leaseExpiresAt: instant(),
    /** Grows with each request, so that whoever works sees that fresher work is wanted. */
    requestSeq: bigint({ mode: "number" }).notNull().default(0),
    lastAdvancedAt: instant(),
    consecutiveFailures: integer().notNull().default(0),
    nextAttemptAt: instant(),
    lastErrorCode: text(),
    recordsTotal: bigint({ mode: "number" }).notNull().default(0),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.resource] })],
);

export const syncRuns = pgTable(
  "sync_runs",
  {
    shopId: text().notNull(),
    id: uuid().notNull(),
    resource: text().notNull(),
    kind: text({ enum: ["full", "incremental", "audit", "repair"] }).notNull(),
    trigger: text({ enum: ["cron", "refresh", "admin", "connect", "webhook"] }).notNull(),
    status: text({ enum: ["running", "succeeded", "failed", "cancelled"] }).notNull(),
    stopReason: text({ enum: ["done", "budget", "busy", "rate_limited", "error", "cancelled"] }),
    /** Of a full sync: `walk` the windows, `verify` the count, `recheck` what vanished, `catch_up` with the changes since it began. */
    phase: text({ enum: ["walk", "verify", "recheck", "catch_up", "recent", "statuses", "rollups"] }),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    lastAdvancedAt: instant(),
    /** The span asked for, by the API's clock: `create_time` of a full sync, `update_time` of an incremental one. */
    rangeFrom: instant(),
    rangeUntil: instant(),
    apiCalls: integer().notNull().default(0),
    retries: integer().notNull().default(0),
    rateLimitWaits: integer().notNull().default(0),
    expected: integer(),
    fetched: integer().notNull().default(0),
    inserted: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    rejected: integer().notNull().default(0),
    /** The count that closed a full sync: what TikTok said and what the database held for the same span. */
    countedThere: integer(),
    countedHere: integer(),
    isCountProven: boolean(),
    /** How often the closing count was taken up again after a budget ended in the midst of its repair. */
    verifyTries: integer().notNull().default(0),
    /** Of a full resync: how far the copy claimed to be complete when it began. What differs before that was missed. */
    compareThrough: instant(),
    /** The last `update_time` that this run's own walk has seen: where it goes on when it is interrupted. */
    walkedThrough: instant(),
    /** Of an audit: what it counts. */
    scope: text({ enum: ["trailing", "trailing_changes", "history"] }),
    /** What a count brought to light: `reliable`, or why it cannot be trusted. */
    countTrust: text({ enum: ["reliable", "capped", "unreliable"] }),
    /** The difference report: orders found missing, found changed, and known to TikTok no longer. */
    missing: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    vanished: integer().notNull().default(0),
    /** Of an audit: days whose figures were rebuilt and compared, and those that were wrong. */
    rollupDaysChecked: integer().notNull().default(0),
    rollupDaysMended: integer().notNull().default(0),
    /** Where the run stood when its last turn ended, and how many turns in a row have ended there. */
    position: text(),
    fruitlessTurns: integer().notNull().default(0),
    errorCode: text(),
    errorDetail: text(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.id] }),
    uniqueIndex("sync_runs_one_running").on(t.shopId, t.resource, t.kind).where(sql`${t.status} = 'running'`),
    index("sync_runs_shop_started").on(t.shopId, t.startedAt),
  ],
);

/** The work list of a full sync: spans of `create_time`, each walked from its newest order to its oldest. */
export const syncWindows = pgTable(
  "sync_windows",
  {
    shopId: text().notNull(),
    runId: uuid().notNull(),
    windowId: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** Inclusive, Unix seconds; null is the beginning of the shop. */
    fromSec: bigint({ mode: "number" }),
    /** Exclusive, Unix seconds. */
    toSec: bigint({ mode: "number" }).notNull(),
    /** Exclusive upper end of what is still to be read; equals `to_sec` until the first page. */
    cursorSec: bigint({ mode: "number" }).notNull(),
    status: text({ enum: ["pending", "done"] }).notNull(),
    /** TikTok's `total_count` of the window when its first page was read. */
    expected: integer(),
    fetched: integer().notNull().default(0),
    pages: integer().notNull().default(0),
    finishedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.runId, t.windowId] }),
    index("sync_windows_pending").on(t.shopId, t.runId, t.toSec).where(sql`${t.status} = 'pending'`),
  ],
);

/**
 * What is to be read again: a record by its id, or a span of time whose count differs from TikTok's. A row that is
 * asked for once more while it is being worked on gets a new version, and is then not taken away as done.
 */
export const syncTasks = pgTable(
  "sync_tasks",
  {
    shopId: text().notNull(),
    resource: text().notNull(),
    taskId: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** The run that works on it alone; null for repair runs. */
    runId: uuid(),
    recordId: text(),
    field: text({ enum: ["create_time", "update_time"] }),
    /** Inclusive, Unix seconds; null is the beginning. */
    fromSec: bigint({ mode: "number" }),
    /** Exclusive, Unix seconds. */
    toSec: bigint({ mode: "number" }),
    /** Only records of this status are meant; null means all. */
    recordStatus: text(),
    /** TikTok's count of the span; null when it has to be asked for. */
    counted: integer(),
    reason: text({ enum: ["webhook", "reread", "vanished", "count", "admin"] }).notNull(),
    version: integer().notNull().default(1),
    attempts: integer().notNull().default(0),
    notBefore: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.resource, t.taskId] }),
    uniqueIndex("sync_tasks_one_per_record")
      .on(t.shopId, t.resource, sql`coalesce(${t.runId}::text, '')`, t.recordId)
      .where(sql`${t.recordId} is not null`),
  ],
);

/**
 * Every comparison of TikTok's count with ours, as it came out: whole histories, the last hours, a status, and each small
 * span that was read again because it differed. Append-only.
 */
export const spanProofs = pgTable(
  "span_proofs",
  {
    shopId: text().notNull(),
    resource: text().notNull(),
    proofId: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    runId: uuid().notNull(),
    field: text({ enum: ["create_time", "update_time"] }).notNull(),
    /** Set when only records of one status were counted. */
    recordStatus: text(),
    /** Inclusive, Unix seconds; null is the beginning. */
    fromSec: bigint({ mode: "number" }),
    /** Exclusive, Unix seconds. */
    toSec: bigint({ mode: "number" }).notNull(),
    /** TikTok's count; null when it gave none. */
    countedThere: integer(),
    countedHere: integer().notNull(),
    /** What we had before anything was mended. */
    countedBefore: integer().notNull(),
    /**
     * `proven` equal at once · `mended` equal after reading again · `mismatch` still different · `unreliable` TikTok's counts
     * contradict themselves or what was read · `moving` a status whose records come and go while they are counted.
     */
    outcome: text({ enum: ["proven", "mended", "mismatch", "unreliable", "moving"] }).notNull(),
    checkedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.resource, t.proofId] }),
    index("span_proofs_shop_checked").on(t.shopId, t.resource, t.checkedAt),
    index("span_proofs_shop_run").on(t.shopId, t.runId),
  ],
);
