import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type ApiEndpoint, answerApiCall } from "./api-endpoint";
import { SandboxClock } from "./clock";
import { answerConsent } from "./consent";
import { ControlError, type ControlResult, readStats, runControl, type SandboxStats } from "./control";
import type { ControlCommand } from "./control-schema";
import { DEFAULTS, defaultShop } from "./defaults";
import { FaultPlan } from "./faults";
import { readBody, send, sendJson } from "./http-io";
import { RateLimiter } from "./rate-limit";
import { SCOPES } from "./scopes";
import { ShopRegistry } from "./shop-registry";
import { TokenAuthority } from "./tokens";
import { streamTruth, TRUTH_SUBJECTS } from "./truth";
import type { AppRegistration, SandboxOptions, Settings, ShopSpec } from "./types";
import { WebhookBook } from "./webhook-book";
import { EVENT_TYPES } from "./webhook-events";
import { WebhookSender } from "./webhook-sender";

const MOVE_EVERY_MS = 1_000;

export interface Sandbox {
  url: string;
  port: number;
  appKey: string;
  appSecret: string;
  serviceId: string;
  shops: readonly ShopSpec[];
  /** Same as POST /__control. */
  control(command: ControlCommand): Promise<ControlResult>;
  /** Same as GET /__control. */
  stats(): SandboxStats;
  close(): Promise<void>;
}

interface Parts extends ApiEndpoint {
  sender: WebhookSender;
  shopSpecs: readonly ShopSpec[];
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const parts = assemble(options);
  const host = options.host ?? DEFAULTS.host;
  const server = createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => failLoudly(parts, response, error));
  });
  // Node closes idle sockets after 5 s by default, which resets clients that reuse one at that very moment.
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options.port ?? 0, host);
  const { app } = parts.context;
  const control = controlContext(parts);
  const timer = keepMoving(parts);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    appKey: app.appKey,
    appSecret: app.appSecret,
    serviceId: app.serviceId,
    shops: parts.shopSpecs,
    control: async (command) => runControl(command, control),
    stats: () => readStats(control),
    close: () => {
      clearInterval(timer);
      parts.sender.close();
      return shutDown(server);
    },
  };
}

function assemble(options: SandboxOptions): Parts {
  const app: AppRegistration = {
    appKey: options.appKey ?? DEFAULTS.appKey,
    appSecret: options.appSecret ?? DEFAULTS.appSecret,
    serviceId: options.serviceId ?? DEFAULTS.serviceId,
    redirectUrl: options.redirectUrl ?? DEFAULTS.redirectUrl,
  };
  const settings: Settings = {
    latencyMs: options.latencyMs ?? DEFAULTS.latencyMs,
    rateLimit: null,
    tokenMode: "offset",
    refreshRotation: "grace",
    totalCount: "exact",
    visibilityDelaySec: 0,
    live: options.live ?? true,
    scopes: [...SCOPES],
    webhook: { address: options.webhookUrl ?? null, copies: 1, isReordered: false, isSpoilt: false },
  };
  const clock = new SandboxClock(options.nowSec);
  const shopSpecs = options.shops ?? [
    defaultShop(options.orders ?? DEFAULTS.orders, options.seed ?? DEFAULTS.seed),
  ];
  const shops = new ShopRegistry(shopSpecs, options.epochSec ?? clock.nowSec(), clock, settings);
  const prefix = shopSpecs[0]?.region === "US" ? "TTP" : "ROW";
  const tokens = new TokenAuthority(app.appSecret, prefix, clock, settings);
  const webhooks = new WebhookBook();
  const limiter = new RateLimiter();
  const context = { app, settings, tokens, shops, limiter, webhooks, nowSec: () => clock.nowSec() };
  const counters = { total: 0, byPath: {}, byStatus: {} };
  const sender = new WebhookSender(app, settings, webhooks, clock);
  for (const shop of shops.list()) {
    shop.book.tell({
      order: (slot) => sender.tellOfOrder(EVENT_TYPES.ORDER_STATUS_CHANGE, shop, slot),
      return: (slot) => sender.tellOfOrder(EVENT_TYPES.RETURN_STATUS_CHANGE, shop, slot),
      cancellation: (slot) => sender.tellOfOrder(EVENT_TYPES.CANCELLATION_STATUS_CHANGE, shop, slot),
    });
  }
  return { context, clock, faults: new FaultPlan(), counters, shopSpecs, sender };
}

/** Shops move when somebody asks them something; once somebody wants to be told, they have to move by themselves. */
function keepMoving({ context, sender }: Parts): NodeJS.Timeout {
  const timer = setInterval(() => {
    if (sender.hasListeners) context.shops.list();
    sender.pump();
  }, MOVE_EVERY_MS);
  return timer.unref();
}

function controlContext({ clock, faults, counters, context, sender }: Parts) {
  const { settings, limiter, shops, tokens } = context;
  return { clock, faults, counters, settings, limiter, shops, tokens, sender };
}

async function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sandbox.invalid");
  if (url.pathname === "/__control/truth") {
    const shopId = url.searchParams.get("shop_id");
    const subject = TRUTH_SUBJECTS.find((name) => name === url.searchParams.get("of")) ?? "orders";
    const shops = parts.context.shops.list().filter(({ spec }) => shopId === null || spec.id === shopId);
    return streamTruth(
      subject,
      shops.map(({ book }) => book),
      response,
      parts.clock.nowMs(),
    );
  }
  if (url.pathname === "/__control") return answerControl(parts, request, response);
  if (url.pathname === "/open/authorize" || url.pathname === "/open/authorize/decision") {
    const { app, tokens } = parts.context;
    const body = await readBody(request);
    const reply = answerConsent(request.method ?? "GET", url, body, { app, tokens, shops: parts.shopSpecs });
    return send(response, reply, parts.clock.nowMs());
  }
  return answerApiCall(parts, request, url, response);
}

async function answerControl(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const context = controlContext(parts);
  const reply = (httpStatus: number, value: unknown) =>
    sendJson(response, httpStatus, value, parts.clock.nowMs());
  if (request.method === "GET") return reply(200, readStats(context));
  if (request.method !== "POST") return reply(405, { error: "Control takes GET and POST." });
  const body = await readBody(request);
  try {
    reply(200, runControl(JSON.parse(body.toString("utf8")), context));
  } catch (error) {
    if (error instanceof SyntaxError) reply(400, { error: "The control command is not valid JSON." });
    else if (error instanceof ControlError) reply(400, { error: error.message });
    else throw error;
  }
}

/** A fault of the sandbox itself must not look like one of TikTok's. */
function failLoudly(parts: Parts, response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (response.destroyed || response.writableEnded) return;
  process.stderr.write(`sandbox: ${message}\n`);
  if (response.headersSent) response.destroy();
  else sendJson(response, 500, { error: "The sandbox itself failed." }, parts.clock.nowMs());
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function shutDown(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
