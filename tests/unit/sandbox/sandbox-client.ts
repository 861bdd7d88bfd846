import { createHmac } from "node:crypto";
import { onTestFinished } from "vitest";
import type { Sandbox } from "../../../sandbox/server";
import { startSandbox } from "../../../sandbox/server";
import type { SandboxOptions } from "../../../sandbox/types";

export const EPOCH_SEC = 1_790_000_000;
const SEARCH = "/order/202309/orders/search";
const NO_DATA: ReplyData = {
  orders: [],
  return_orders: [],
  cancellations: [],
  granted_scopes: [],
  total_count: 0,
  shops: [],
  access_token: "",
  refresh_token: "",
  refresh_token_expire_in: 0,
};

export interface OrderRow extends Record<string, unknown> {
  id: string;
  user_id: string;
  status: string;
  create_time: number;
  update_time: number;
  shipping_type: string;
  tracking_number: string;
  is_sample_order: boolean;
  payment: Record<string, string>;
  recipient_address?: { name: string; phone_number: string; address_line1: string };
  line_items: {
    id: string;
    product_id: string;
    is_gift: boolean;
    original_price: string;
    seller_discount: string;
    platform_discount: string;
    sale_price: string;
  }[];
}

export type RecordKind = "returns" | "cancellations";

interface Refund {
  currency: string;
  refund_total: string;
  refund_subtotal: string;
  refund_shipping_fee: string;
  refund_tax: string;
}

export interface RecordRow extends Record<string, unknown> {
  order_id: string;
  create_time: number;
  update_time: number;
  return_id: string;
  return_status: string;
  return_type: string;
  cancel_id: string;
  cancel_status: string;
  cancel_type: string;
  refund_amount?: Refund;
  return_line_items: { order_line_item_id: string; refund_amount: Refund }[];
  cancel_line_items: { order_line_item_id: string; refund_amount: Refund }[];
}

/** What the calls of these tests answer, taken together; a refused call has none of it. */
export interface ReplyData {
  orders: OrderRow[];
  return_orders: RecordRow[];
  cancellations: RecordRow[];
  granted_scopes: string[];
  total_count: number;
  next_page_token?: string;
  shops: { cipher: string }[];
  access_token: string;
  refresh_token: string;
  refresh_token_expire_in: number;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  code: number;
  message: string;
  data: ReplyData;
}

export interface CallOptions {
  method?: string;
  query?: Record<string, string | undefined>;
  body?: string;
  token?: string;
  /** Sent instead of the right one. */
  sign?: string | null;
  /** Signed instead of the body that is sent. */
  signedBody?: string;
}

/** A small shop at a fixed time without latency, closed when the test ends. */
export async function openSandbox(options: SandboxOptions = {}): Promise<SandboxClient> {
  const sandbox = await startSandbox({
    orders: 300,
    latencyMs: 0,
    epochSec: EPOCH_SEC,
    nowSec: EPOCH_SEC,
    ...options,
  });
  onTestFinished(() => sandbox.close());
  await sandbox.control({ clock: { freeze: true } });
  return new SandboxClient(sandbox);
}

/** Signs on its own, so that a mistake in the sandbox's signing cannot hide. */
export class SandboxClient {
  token = "";

  constructor(readonly sandbox: Sandbox) {}

  get cipher(): string {
    return this.sandbox.shops[0]?.cipher ?? "";
  }

  async connect(): Promise<this> {
    const reply = await this.tokenCall("get", {
      auth_code: await this.consent(),
      grant_type: "authorized_code",
    });
    this.token = reply.data.access_token;
    return this;
  }

  async consent(): Promise<string> {
    const location = await this.decide("approve");
    return location.searchParams.get("code") ?? "";
  }

  async decide(decision: string, state = "s t&ate"): Promise<URL> {
    const response = await fetch(`${this.sandbox.url}/open/authorize/decision`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ service_id: this.sandbox.serviceId, state, decision }),
    });
    return new URL(response.headers.get("location") ?? "");
  }

  async tokenCall(kind: "get" | "refresh", query: Record<string, string>, method = "GET"): Promise<Reply> {
    const { appKey, appSecret } = this.sandbox;
    const parameters = new URLSearchParams({ app_key: appKey, app_secret: appSecret, ...query });
    return read(await fetch(`${this.sandbox.url}/api/v2/token/${kind}?${parameters}`, { method }));
  }

  async call(path: string, options: CallOptions = {}): Promise<Reply> {
    const { method = "GET", body = "", token = this.token } = options;
    const query: Record<string, string> = {};
    const defaults = { app_key: this.sandbox.appKey, timestamp: String(this.sandbox.stats().nowSec) };
    for (const [name, value] of Object.entries({ ...defaults, ...options.query })) {
      if (value !== undefined) query[name] = value;
    }
    const sign =
      options.sign === undefined ? this.sign(path, query, options.signedBody ?? body) : options.sign;
    if (sign !== null) query.sign = sign;
    return read(
      await fetch(`${this.sandbox.url}${path}?${new URLSearchParams(query)}`, {
        method,
        headers: { "x-tts-access-token": token, "content-type": "application/json" },
        ...(body !== "" && { body }),
      }),
    );
  }

  search(filter: object | string = {}, query: Record<string, string | undefined> = {}): Promise<Reply> {
    const text = typeof filter === "string" ? filter : JSON.stringify(filter);
    return this.call(SEARCH, {
      method: "POST",
      query: { shop_cipher: this.cipher, page_size: "100", ...query },
      body: text === "{}" ? "" : text,
    });
  }

  /** A search of returns or cancellations. */
  records(
    kind: RecordKind,
    filter: object | string = {},
    query: Record<string, string | undefined> = {},
  ): Promise<Reply> {
    const text = typeof filter === "string" ? filter : JSON.stringify(filter);
    return this.call(`/return_refund/202309/${kind}/search`, {
      method: "POST",
      query: { shop_cipher: this.cipher, page_size: "50", ...query },
      body: text === "{}" ? "" : text,
    });
  }

  /** All rows of such a search, page by page. */
  async walkRecords(kind: RecordKind, filter: object = {}, query: Record<string, string> = {}) {
    const rows: RecordRow[] = [];
    const totals: number[] = [];
    let token = "";
    do {
      const { data } = await this.records(kind, filter, {
        ...query,
        ...(token !== "" && { page_token: token }),
      });
      rows.push(...(kind === "returns" ? data.return_orders : data.cancellations));
      totals.push(data.total_count);
      token = data.next_page_token ?? "";
    } while (token !== "");
    return { rows, totals };
  }

  detail(ids: string[], version = "202309"): Promise<Reply> {
    return this.call(`/order/${version}/orders`, { query: { shop_cipher: this.cipher, ids: ids.join(",") } });
  }

  /** All rows of a search, page by page. */
  async walk(filter: object = {}, query: Record<string, string> = {}) {
    const orders: OrderRow[] = [];
    const tokens: string[] = [];
    const totals: number[] = [];
    let token = "";
    do {
      const { data } = await this.search(filter, { ...query, ...(token !== "" && { page_token: token }) });
      orders.push(...data.orders);
      totals.push(data.total_count);
      token = data.next_page_token ?? "";
      if (token !== "") tokens.push(token);
    } while (token !== "");
    return { orders, tokens, totals };
  }

  sign(path: string, query: Record<string, string>, body: string): string {
    const secret = this.sandbox.appSecret;
    const names = Object.keys(query).sort();
    const text = secret + path + names.map((name) => name + query[name]).join("") + body + secret;
    return createHmac("sha256", secret).update(text).digest("hex");
  }
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  let parsed = { code: -1, message: "", data: NO_DATA };
  try {
    if (isJson) parsed = JSON.parse(text);
  } catch {
    parsed = { code: -1, message: "not JSON", data: NO_DATA };
  }
  return {
    status: response.status,
    headers: response.headers,
    text,
    ...parsed,
  };
}
