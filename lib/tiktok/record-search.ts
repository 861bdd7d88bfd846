import { type ZodType, z } from "zod";
import type { CallContext, TikTokClient } from "./client";
import { TikTokApiError } from "./errors";
import { rows, totalCount, unixSec } from "./fields";

/** What differs between the searches that take their windows in the body and answer rows with a count. */
export type RecordEndpoint<Row> = {
  path: string;
  rowsName: string;
  idName: string;
  /** The filter by ids. */
  idsName: string;
  schema: ZodType<Row>;
  /** What a person calls a row, for reasons and errors. */
  noun: string;
};

/** All bounds are Unix seconds; `Ge` is inclusive, `Lt` exclusive. */
export type RecordFilter = {
  createTimeGe?: number | undefined;
  createTimeLt?: number | undefined;
  updateTimeGe?: number | undefined;
  updateTimeLt?: number | undefined;
  ids?: string[] | undefined;
};

export type RecordSearch = {
  shopCipher: string;
  filter: RecordFilter;
  sortField: "create_time" | "update_time";
  sortOrder: "ASC" | "DESC";
  pageToken?: string | undefined;
  pageSize: number;
};

/** A record as it came beside what was read from it. */
export type ReadRecord<Row> = { raw: Record<string, unknown>; record: Row };

/** A record that could not be read: set aside, never dropped. */
export type MalformedRecord = {
  raw: unknown;
  id: string | null;
  /** Unix seconds where they can be read all the same. */
  createTimeSec: number | null;
  updateTimeSec: number | null;
  reasons: string[];
};

export type RecordPage<Row> = {
  records: ReadRecord<Row>[];
  malformed: MalformedRecord[];
  /** Null on the last page. */
  nextPageToken: string | null;
  /** TikTok's count of the whole filter; null when it is missing or unreadable. */
  totalCount: number | null;
  /** TikTok's clock when the call was sent, Unix seconds; null without a `Date` header. */
  serverTimeSec: number | null;
};

/** @throws TikTokApiError `bad_response` when the page itself cannot be read; a single bad row never throws. */
export async function searchRecords<Row>(
  client: TikTokClient,
  endpoint: RecordEndpoint<Row>,
  search: RecordSearch,
  context: CallContext,
): Promise<RecordPage<Row>> {
  const query: Record<string, string> = {
    page_size: String(search.pageSize),
    sort_field: search.sortField,
    sort_order: search.sortOrder,
    shop_cipher: search.shopCipher,
  };
  if (search.pageToken) query.page_token = search.pageToken;
  const { path } = endpoint;
  const body = serializeFilter(search.filter, endpoint.idsName);
  const { data, serverTimeSec } = await client.call({ method: "POST", path, query, body }, context);
  return readPage(data, endpoint, serverTimeSec);
}

/** Undefined for an empty filter: how `{}` is signed is not settled, so it is never sent. */
function serializeFilter(filter: RecordFilter, idsName: string): string | undefined {
  const text = JSON.stringify({
    create_time_ge: filter.createTimeGe,
    create_time_lt: filter.createTimeLt,
    update_time_ge: filter.updateTimeGe,
    update_time_lt: filter.updateTimeLt,
    [idsName]: filter.ids,
  });
  return text === "{}" ? undefined : text;
}

const pageSchema = z.looseObject({ next_page_token: z.string().nullish(), total_count: totalCount });

function readPage<Row>(
  data: unknown,
  { path, rowsName, idName, schema, noun }: RecordEndpoint<Row>,
  serverTimeSec: number | null,
): RecordPage<Row> {
  const page = pageSchema.safeParse(data);
  const list = rows.safeParse(page.data?.[rowsName]);
  if (!page.success || !list.success) {
    const cause = page.error ?? list.error;
    const facts = { endpoint: path };
    throw new TikTokApiError("bad_response", `TikTok's page of ${noun}s has no readable list.`, facts, cause);
  }
  const records: ReadRecord<Row>[] = [];
  const malformed: MalformedRecord[] = [];
  for (const raw of list.data) {
    const parsed = schema.safeParse(raw);
    if (parsed.success) records.push({ raw: raw as Record<string, unknown>, record: parsed.data });
    else
      malformed.push(
        setAside(
          raw,
          idName,
          parsed.error.issues.map((issue) => describeIssue(issue, noun)),
        ),
      );
  }
  const nextPageToken = page.data.next_page_token || null;
  return { records, malformed, nextPageToken, totalCount: page.data.total_count, serverTimeSec };
}

function setAside(raw: unknown, idName: string, reasons: string[]): MalformedRecord {
  const fields = (typeof raw === "object" && raw !== null ? raw : {}) as Record<string, unknown>;
  const value = fields[idName];
  const second = (time: unknown) => unixSec.safeParse(time).data ?? null;
  return {
    raw,
    id: typeof value === "string" && value !== "" && value.length <= 64 ? value : null,
    createTimeSec: second(fields.create_time),
    updateTimeSec: second(fields.update_time),
    reasons,
  };
}

function describeIssue(issue: { path: PropertyKey[]; message: string }, noun: string): string {
  return `${issue.path.map(String).join(".") || noun}: ${issue.message}`;
}
