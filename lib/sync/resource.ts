import type { Sql, TransactionSql } from "@/db/client";
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
};

/** One page of a resource. `Payload` is the resource's own; the engine only hands it back. */
export type SourcePage<Payload = unknown> = {
  items: SourceItem[];
  /** Records on the page that could not be read, with the times that could. */
  rejected: { createSec: number | null; updateSec: number | null }[];
  nextPageToken: string | null;
  totalCount: number | null;
  serverTimeSec: number | null;
  payload: Payload;
};

export type Source = { shop: SyncShop; client: TikTokClient; call: CallContext };

export type Written = { inserted: number; updated: number; refused: number };

/** A page made ready to be stored: the work that needs no transaction is done. */
export type PreparedPage = {
  /** Writes the page's records and marks the days they touch, as part of the caller's transaction. */
  write(tx: TransactionSql): Promise<Written>;
  /** The same record by record, setting aside each that the database refuses. */
  writeOneByOne(tx: TransactionSql): Promise<Written>;
  /** Records of the page after duplicates were dropped. */
  fetched: number;
};

/**
 * All that the engine needs to know of a kind of record. Everything about TikTok's endpoint, the mapping and the
 * tables stays behind it.
 */
export type SyncResource<Payload = unknown> = {
  name: string;
  pageSize: number;
  fetchPage(source: Source, span: SpanRequest): Promise<SourcePage<Payload>>;
  /** Drops the records for which `isKnown` says so, maps the rest. */
  preparePage(
    sql: Sql,
    context: { shop: SyncShop; runId: string; nowIso: string },
    page: SourcePage<Payload>,
    isKnown: (item: SourceItem) => boolean,
  ): Promise<PreparedPage>;
  /** Stored records, and those set aside, created in a span of Unix seconds. */
  countStored(shopId: string, span: { fromSec: number | null; toSec: number }): Promise<number>;
  /** Fresh planner statistics for its tables, after much was written to them. */
  analyze(): Promise<void>;
};
