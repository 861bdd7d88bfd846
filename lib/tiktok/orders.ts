import type { CallContext, TikTokClient } from "./client";
import { TikTokApiError } from "./errors";
import { unixSec } from "./fields";
import { orderPageSchema, orderSchema, type TikTokOrder } from "./order-schema";

const searchPath = "/order/202309/orders/search";
/** The elder version first: the newer one lacks fields that the search has (fact sheet, "Detail"). */
const detailPaths = ["/order/202309/orders", "/order/202507/orders"] as const;
/** TikTok's codes for a path or a version that it does not (or no longer) know. */
const unknownPathCodes = new Set([36009009, 36009010, 36009014]);
/** One of the ids is not this shop's; the call is refused as a whole. */
const foreignIdCode = 21008111;
export const maxPageSize = 100;
export const maxIdsPerCall = 50;

/** All bounds are Unix seconds; `Ge` is inclusive, `Lt` exclusive. */
export type OrderFilter = {
  createTimeGe?: number | undefined;
  createTimeLt?: number | undefined;
  updateTimeGe?: number | undefined;
  updateTimeLt?: number | undefined;
  orderStatus?: string | undefined;
};

export type OrderSearch = {
  shopCipher: string;
  filter: OrderFilter;
  sortField: "create_time" | "update_time";
  sortOrder: "ASC" | "DESC";
  pageToken?: string | undefined;
  pageSize?: number;
};

/** An order as it came beside what was read from it. */
export type ReadOrder = { raw: Record<string, unknown>; order: TikTokOrder };

/** An order that could not be read: set aside, never dropped. */
export type MalformedOrder = {
  raw: unknown;
  orderId: string | null;
  /** Unix seconds where they can be read all the same. */
  createTimeSec: number | null;
  updateTimeSec: number | null;
  reasons: string[];
};

export type OrderPage = {
  orders: ReadOrder[];
  malformed: MalformedOrder[];
  /** Null on the last page. */
  nextPageToken: string | null;
  /** TikTok's count of the whole filter; null when it is missing or unreadable. */
  totalCount: number | null;
  /** TikTok's clock when the call was sent, Unix seconds; null without a `Date` header. */
  serverTimeSec: number | null;
};

/**
 * One page of order search (202309), up to 100 orders.
 * @throws TikTokApiError `bad_response` when the page itself cannot be read; a single bad order never throws.
 */
export async function searchOrders(
  client: TikTokClient,
  search: OrderSearch,
  context: CallContext,
): Promise<OrderPage> {
  const query: Record<string, string> = {
    page_size: String(search.pageSize ?? maxPageSize),
    sort_field: search.sortField,
    sort_order: search.sortOrder,
    shop_cipher: search.shopCipher,
  };
  if (search.pageToken) query.page_token = search.pageToken;
  const body = serializeFilter(search.filter);
  const { data, serverTimeSec } = await client.call(
    { method: "POST", path: searchPath, query, body },
    context,
  );
  return readPage(data, searchPath, serverTimeSec);
}

/**
 * Orders by id, at most 50; ids that TikTok does not know are missing from the answer. An id that makes TikTok refuse the
 * whole call is found by halving.
 * @throws TikTokApiError
 */
export async function getOrders(
  client: TikTokClient,
  { shopCipher, ids }: { shopCipher: string; ids: string[] },
  context: CallContext,
): Promise<OrderPage> {
  try {
    return await askForOrders(client, { ids: ids.join(","), shop_cipher: shopCipher }, context);
  } catch (error) {
    if (apiCodeOf(error) !== foreignIdCode) throw error;
    if (ids.length === 1) return emptyPage;
    const middle = Math.ceil(ids.length / 2);
    const first = await getOrders(client, { shopCipher, ids: ids.slice(0, middle) }, context);
    const second = await getOrders(client, { shopCipher, ids: ids.slice(middle) }, context);
    return {
      ...first,
      orders: [...first.orders, ...second.orders],
      malformed: [...first.malformed, ...second.malformed],
    };
  }
}

const emptyPage: OrderPage = {
  orders: [],
  malformed: [],
  nextPageToken: null,
  totalCount: null,
  serverTimeSec: null,
};

async function askForOrders(
  client: TikTokClient,
  query: Record<string, string>,
  context: CallContext,
): Promise<OrderPage> {
  const ask = async (path: string) => {
    const { data, serverTimeSec } = await client.call({ method: "GET", path, query }, context);
    return readPage(data, path, serverTimeSec);
  };
  try {
    return await ask(detailPaths[0]);
  } catch (error) {
    const code = apiCodeOf(error);
    if (code === undefined || !unknownPathCodes.has(code)) throw error;
    return ask(detailPaths[1]);
  }
}

function apiCodeOf(error: unknown): number | undefined {
  return error instanceof TikTokApiError ? error.facts.apiCode : undefined;
}

/** Undefined for an empty filter: how `{}` is signed is not settled, so it is never sent. */
function serializeFilter(filter: OrderFilter): string | undefined {
  const body = {
    create_time_ge: filter.createTimeGe,
    create_time_lt: filter.createTimeLt,
    update_time_ge: filter.updateTimeGe,
    update_time_lt: filter.updateTimeLt,
    order_status: filter.orderStatus,
  };
  const text = JSON.stringify(body);
  return text === "{}" ? undefined : text;
}

function readPage(data: unknown, endpoint: string, serverTimeSec: number | null): OrderPage {
  const page = orderPageSchema.safeParse(data);
  if (!page.success) {
    throw new TikTokApiError(
      "bad_response",
      "TikTok's page of orders has no readable list.",
      { endpoint },
      page.error,
    );
  }
  const nextPageToken = page.data.next_page_token || null;
  return { ...readOrders(page.data.orders), nextPageToken, totalCount: page.data.total_count, serverTimeSec };
}

/** What can be read of a list of orders, and what has to be set aside. */
export function readOrders(raws: unknown[]): Pick<OrderPage, "orders" | "malformed"> {
  const orders: ReadOrder[] = [];
  const malformed: MalformedOrder[] = [];
  for (const raw of raws) {
    const parsed = orderSchema.safeParse(raw);
    if (parsed.success) orders.push({ raw: raw as Record<string, unknown>, order: parsed.data });
    else malformed.push(setAside(raw, parsed.error.issues.map(describeIssue)));
  }
  return { orders, malformed };
}

function setAside(raw: unknown, reasons: string[]): MalformedOrder {
  const fields = (typeof raw === "object" && raw !== null ? raw : {}) as Record<string, unknown>;
  const id = typeof fields.id === "string" && fields.id !== "" && fields.id.length <= 64 ? fields.id : null;
  const second = (value: unknown) => unixSec.safeParse(value).data ?? null;
  return {
    raw,
    orderId: id,
    createTimeSec: second(fields.create_time),
    updateTimeSec: second(fields.update_time),
    reasons,
  };
}

function describeIssue(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.map(String).join(".") || "order"}: ${issue.message}`;
}
