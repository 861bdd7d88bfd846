import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Sql, SqlRunner, TransactionSql } from "@/db/client";
import {
  appendResourcePage,
  countOpenResourceRejects,
  type ResourceReject,
  recordResourceRejects,
  resolveResourceRejects,
} from "@/db/mutations/resource-pages";
import {
  type Comparison,
  nothingStored,
  type StoreCounts,
  type StoredRecord,
} from "@/db/mutations/stored-records";
import type { SyncShop } from "@/db/queries/sync-work";
import { isRefusedValue } from "@/lib/errors";
import type { CallContext, TikTokClient } from "@/lib/tiktok/client";
import type { MalformedRecord, ReadRecord, RecordPage, RecordSearch } from "@/lib/tiktok/record-search";
import { takeTurn } from "./cpu-turn";
import { withoutPersonal } from "./personal-data";
import type {
  ById,
  PagePlace,
  PreparedPage,
  SourceItem,
  SourcePage,
  SyncResource,
  Written,
} from "./resource";

const gzipAsync = promisify(gzip);
const gzipLevel = 3;

/** A record made ready to be stored. */
export type Mapped = {
  /** The payload without personal data, for the log of pages. */
  json: string;
  row: { updateTime: string | null; createTime: string | null; contentHash: string | null };
};

/** What is left to say about a kind of record whose search is like that of returns. */
export type RecordKind<Row, M extends Mapped> = {
  name: string;
  scope: string;
  /** Rows a page takes at least and at most. */
  pageSizes: { least: number; most: number };
  search(client: TikTokClient, search: RecordSearch, call: CallContext): Promise<RecordPage<Row>>;
  itemOf(record: Row): SourceItem;
  map(read: ReadRecord<Row>, shop: SyncShop, nowIso: string): M;
  idOf(mapped: M): string;
  find(sql: SqlRunner, shopId: string, ids: string[]): Promise<StoredRecord[]>;
  /** Upserts rows and marks the days whose figures change by it, as part of the caller's transaction. */
  store(tx: TransactionSql, shop: SyncShop, mapped: M[], comparison: Comparison): Promise<StoreCounts>;
  stored: {
    count: SyncResource["countStored"];
    findMiddleSec: SyncResource["findMiddle"];
    listIds: ById["listStored"];
    listUnconfirmed: ById["listUnconfirmed"];
    listUnnamed: ById["listUnnamed"];
  };
  marks: Pick<ById, "markVanished" | "markChecked" | "resolveUnnamed">;
  analyze: SyncResource["analyze"];
};

/** A resource of the engine from a kind of record: pages, log of pages, records set aside. */
export function recordResource<Row, M extends Mapped>(
  kind: RecordKind<Row, M>,
): SyncResource<RecordPage<Row>> {
  const { least, most } = kind.pageSizes;
  return {
    name: kind.name,
    scope: kind.scope,
    pageSize: most,

    async fetchPage({ shop, client, call }, span) {
      const { field, order, fromSec, toSec, pageToken, pageSize = most } = span;
      const from = fromSec ?? undefined;
      const to = toSec ?? undefined;
      const filter =
        field === "create_time"
          ? { createTimeGe: from, createTimeLt: to }
          : { updateTimeGe: from, updateTimeLt: to };
      const search = {
        shopCipher: shop.cipher,
        filter,
        sortField: field,
        sortOrder: order,
        pageToken,
        pageSize: Math.max(least, pageSize),
      };
      return toSourcePage(kind, await kind.search(client, search, call));
    },

    preparePage: (sql, place, page, isKnown) => preparePage(kind, sql, place, page.payload, isKnown),

    countStored: kind.stored.count,

    findMiddle: kind.stored.findMiddleSec,

    analyze: kind.analyze,

    byId: {
      idsPerCall: most,
      async fetch({ shop, client, call }, ids) {
        const filter = { ids };
        const sort = { sortField: "create_time", sortOrder: "ASC" } as const;
        const search = { shopCipher: shop.cipher, filter, ...sort, pageSize: most };
        return toSourcePage(kind, await kind.search(client, search, call));
      },
      listStored: kind.stored.listIds,
      listUnconfirmed: kind.stored.listUnconfirmed,
      listUnnamed: kind.stored.listUnnamed,
      ...kind.marks,
    },
  };
}

export function toSourcePage<Row, M extends Mapped>(
  kind: RecordKind<Row, M>,
  page: RecordPage<Row>,
): SourcePage<RecordPage<Row>> {
  return {
    items: page.records.map(({ record }) => kind.itemOf(record)),
    rejected: page.malformed.map(({ id, createTimeSec, updateTimeSec }) => ({
      id,
      createSec: createTimeSec,
      updateSec: updateTimeSec,
    })),
    nextPageToken: page.nextPageToken,
    totalCount: page.totalCount,
    serverTimeSec: page.serverTimeSec,
    payload: page,
  };
}

type Writing<M> = {
  differing: M[];
  seenIds: string[];
  malformed: MalformedRecord[];
  /** Null for a page that brings nothing new and nothing unreadable: the log has it already. */
  body: Buffer | null;
};

async function preparePage<Row, M extends Mapped>(
  kind: RecordKind<Row, M>,
  sql: Sql,
  place: PagePlace,
  page: RecordPage<Row>,
  isKnown: (item: SourceItem) => boolean,
): Promise<PreparedPage> {
  const { shop, nowIso } = place;
  const fresh = newestCopies(
    kind,
    page.records.filter(({ record }) => !isKnown(kind.itemOf(record))),
  );
  const stored = await kind.find(sql, shop.shopId, [...fresh.keys()]);
  const storedById = new Map(stored.map((record) => [record.id, record]));
  await takeTurn();
  const mapped = [...fresh.values()].map((read) => kind.map(read, shop, nowIso));
  const news = mapped.filter((record) => brings(record, storedById.get(kind.idOf(record))));
  // Where the stored rows themselves are in doubt, the statement that stores tells which of them differ.
  const differing = place.isThorough ? mapped : news;
  const { malformed } = page;
  const isWorthLogging = news.length > 0 || (await hasNewRejects(kind.name, sql, place, malformed));
  const body = isWorthLogging ? await gzipPage(mapped, malformed) : null;
  const writing = { differing, seenIds: mapped.map(kind.idOf), malformed, body };
  return {
    fetched: fresh.size,
    write: (tx) => write(kind, tx, place, writing),
    writeOneByOne: (tx) => writeOneByOne(kind, tx, place, writing),
  };
}

/** One copy for each id: the newest, and of equally new ones the last. */
function newestCopies<Row, M extends Mapped>(kind: RecordKind<Row, M>, reads: ReadRecord<Row>[]) {
  const newest = new Map<string, ReadRecord<Row>>();
  for (const read of reads) {
    const { id, updateSec } = kind.itemOf(read.record);
    const other = newest.get(id);
    if (!other || updateSec >= kind.itemOf(other.record).updateSec) newest.set(id, read);
  }
  return newest;
}

function brings({ row }: Mapped, stored: StoredRecord | undefined): boolean {
  if (!stored || stored.vanishedAt !== null) return true;
  const difference = Date.parse(String(row.updateTime)) - Date.parse(stored.updateTime);
  return difference > 0 || (difference === 0 && row.contentHash !== stored.contentHash);
}

async function hasNewRejects(resource: string, sql: Sql, { shop }: PagePlace, malformed: MalformedRecord[]) {
  const keys = malformed.map((record) => toReject(record).rejectKey);
  if (keys.length === 0) return false;
  return (await countOpenResourceRejects(sql, { shopId: shop.shopId, resource }, keys)) < new Set(keys).size;
}

async function gzipPage(mapped: Mapped[], malformed: MalformedRecord[]): Promise<Buffer> {
  const unreadable = malformed.map(({ raw }) => JSON.stringify(cleanMalformed(raw)));
  return gzipAsync(`[${[...mapped.map(({ json }) => json), ...unreadable].join(",")}]`, { level: gzipLevel });
}

function cleanMalformed(raw: unknown): unknown {
  const isObject = typeof raw === "object" && raw !== null && !Array.isArray(raw);
  return isObject ? withoutPersonal(raw as Record<string, unknown>) : null;
}

async function write<Row, M extends Mapped>(
  kind: RecordKind<Row, M>,
  tx: TransactionSql,
  place: PagePlace,
  page: Writing<M>,
): Promise<Written> {
  const counts = await kind.store(tx, place.shop, page.differing, place);
  await logPage(kind.name, tx, place, page, page.seenIds, page.malformed.map(toReject));
  return { ...counts, refused: 0 };
}

/** Each record in a savepoint of its own; one that the database refuses is set aside with the database's reason. */
async function writeOneByOne<Row, M extends Mapped>(
  kind: RecordKind<Row, M>,
  tx: TransactionSql,
  place: PagePlace,
  page: Writing<M>,
): Promise<Written> {
  const total = { ...nothingStored, refused: 0 };
  const rejects: ResourceReject[] = [];
  for (const mapped of page.differing) {
    try {
      const counts = await tx.savepoint((sp) => kind.store(sp, place.shop, [mapped], place));
      for (const key of ["inserted", "updated", "missing", "changed"] as const) total[key] += counts[key];
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      total.refused += 1;
      rejects.push(toRefusal(kind.idOf(mapped), mapped, error));
    }
  }
  const refusedIds = new Set(rejects.map(({ recordId }) => recordId));
  const storedIds = page.seenIds.filter((id) => !refusedIds.has(id));
  await logPage(kind.name, tx, place, page, storedIds, [...page.malformed.map(toReject), ...rejects]);
  return total;
}

/** The page's place in the log, the records set aside, and those that are aside no longer. */
async function logPage(
  resource: string,
  tx: TransactionSql,
  { shop, runId, nowIso }: PagePlace,
  page: Writing<unknown>,
  storedIds: string[],
  rejects: ResourceReject[],
): Promise<void> {
  const place = { shopId: shop.shopId, resource, runId, nowIso };
  const records = page.seenIds.length + page.malformed.length;
  await Promise.all([
    storedIds.length > 0 ? resolveResourceRejects(tx, place, storedIds) : undefined,
    page.body
      ? appendResourcePage(tx, { ...place, fetchedAtIso: nowIso, records, body: page.body })
      : undefined,
    rejects.length > 0 ? recordResourceRejects(tx, place, rejects) : undefined,
  ]);
}

function toReject({ raw, id, createTimeSec, reasons }: MalformedRecord): ResourceReject {
  const hash = () =>
    createHash("sha256")
      .update(JSON.stringify(raw ?? null))
      .digest("hex");
  return {
    rejectKey: id ?? `sha256:${hash()}`,
    recordId: id,
    createTimeIso: createTimeSec === null ? null : new Date(createTimeSec * 1000).toISOString(),
    reasons: reasons.slice(0, 20),
  };
}

function toRefusal(id: string, { row }: Mapped, error: unknown): ResourceReject {
  const { code, message } = error as { code?: string; message?: string };
  const reason = `the database refuses it (${code}): ${(message ?? "").slice(0, 200)}`;
  return { rejectKey: id, recordId: id, createTimeIso: row.createTime, reasons: [reason] };
}
