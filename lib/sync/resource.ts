import type { Sql, SqlRunner, TransactionSql } from "@/db/client";
import type { SyncShop } from "@/db/queries/sync-work";
import type { CallContext, TikTokClient } from "@/lib/tiktok/client";

/** What the engine knows of a record: its id and the two times it is walked by (Unix seconds). */
export type SourceItem = { id: string; createSec: number; updateSec: number };

export type SpanRequest = {
  field: "create_time" | "update_time";
  order: "ASC" | "DESC";
  /** Inclusive; null is the beginning. */
  fromSec: number | null;
  /** Exclusive; null is TikTok's present. */
  toSec: number | null;
  pageToken?: string | undefined;
  pageSize?: number;
  /** Only records of this status; a resource without statuses ignores it. */
  recordStatus?: string | null | undefined;
};

/** One page of a resource. `Payload` is the resource's own; the engine only hands it back. */
export type SourcePage<Payload = unknown> = {
  items: SourceItem[];
  /** Records on the page that could not be read, with the times that could. */
  rejected: { id: string | null; createSec: number | null; updateSec: number | null }[];
  nextPageToken: string | null;
  totalCount: number | null;
  serverTimeSec: number | null;
  payload: Payload;
};

export type Source = { shop: SyncShop; client: TikTokClient; call: CallContext };

export type Written = {
  inserted: number;
  updated: number;
  /** Records that the database refuses. */
  refused: number;
  /** Of the inserted and updated: those that had been so before `compareThroughIso`, and were missed. */
  missing: number;
  changed: number;
};

/** A page made ready to be stored: the work that needs no transaction is done. */
export type PreparedPage = {
  /** Writes the page's records and marks the days they touch, as part of the caller's transaction. */
  write(tx: TransactionSql): Promise<Written>;
  /** The same record by record, setting aside each that the database refuses. */
  writeOneByOne(tx: TransactionSql): Promise<Written>;
  /** Records of the page after duplicates were dropped. */
  fetched: number;
};

/** Where a page belongs, and how it is to be compared with what is stored. */
export type PagePlace = {
  shop: SyncShop;
  runId: string | null;
  nowIso: string;
  /** Compares every column instead of trusting the stored content hash: for resyncs and repairs. */
  isThorough?: boolean;
  /** Until when the copy claimed to be complete (ISO); null when nothing is compared. */
  compareThroughIso?: string | null;
  /** TikTok's clock, when the page shows records as they change; null when it shows history. */
  seenAtSec?: number | null;
};

/** Half-open span of Unix seconds; null is the beginning. */
export type StoredSpan = {
  field?: "create_time" | "update_time";
  fromSec: number | null;
  toSec: number;
  recordStatus?: string | null | undefined;
};

/** What a resource can do whose records can be asked for by id. */
export type ById<Payload = unknown> = {
  idsPerCall: number;
  /** The records that TikTok knows; unknown ids are left out of the page. */
  fetch(source: Source, ids: string[]): Promise<SourcePage<Payload>>;
  /** Ids of stored records created in a span, those that vanished left out. */
  listStored(shopId: string, span: StoredSpan): Promise<string[]>;
  /** Dates records that TikTok knows no longer; they stay. @returns how many were not dated before. */
  markVanished(tx: TransactionSql, shopId: string, ids: string[], nowIso: string): Promise<number>;
  /** Notes that TikTok was asked for these records by id and shows them as they are stored. */
  markChecked(tx: TransactionSql, shopId: string, ids: string[], nowIso: string): Promise<void>;
  /** Records that may still change, or are set aside, and were not confirmed since an instant, the longest ago first. */
  listUnconfirmed(shopId: string, sinceIso: string, limit: number): Promise<string[]>;
  /** Seconds of creation of records set aside without an id and not seen since an instant. */
  listUnnamed(shopId: string, sinceIso: string, limit: number): Promise<number[]>;
  /** A span of creation was read whole since `sinceIso`: what is aside without an id and was not in it is no longer. */
  resolveUnnamed(
    sql: SqlRunner,
    shopId: string,
    span: { fromSec: number | null; toSec: number },
    read: { sinceIso: string; nowIso: string },
  ): Promise<void>;
};

/**
 * All that the engine needs to know of a kind of record. Everything about TikTok's endpoint, the mapping and the
 * tables stays behind it.
 */
export type SyncResource<Payload = unknown> = {
  name: string;
  /** The permission of the seller without which TikTok refuses every call; absent for the primary resource. */
  scope?: string;
  pageSize: number;
  /** The smallest page TikTok gives, for questions about a count only; 1 unless given. */
  leastPageSize?: number;
  /** Statuses whose counts are compared, because no count of all records shows a change that was missed. */
  countedStatuses?: readonly string[];
  fetchPage(source: Source, span: SpanRequest): Promise<SourcePage<Payload>>;
  /** Drops the records for which `isKnown` says so, maps the rest. */
  preparePage(
    sql: Sql,
    place: PagePlace,
    page: SourcePage<Payload>,
    isKnown: (item: SourceItem) => boolean,
  ): Promise<PreparedPage>;
  /** Stored records of a span, and those set aside; those that vanished are not counted. */
  countStored(shopId: string, span: StoredSpan): Promise<number>;
  /** The second that halves the stored records of a span; null when there are none. */
  findMiddle(shopId: string, span: StoredSpan): Promise<number | null>;
  /** Fresh planner statistics for its tables, after much was written to them. */
  analyze(): Promise<void>;
  /** Absent when records cannot be asked for by id. */
  byId?: ById<Payload>;
};
