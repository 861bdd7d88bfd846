import type { Scope } from "./scopes";

export interface ShopSpec {
  id: string;
  name: string;
  region: string;
  currency: string;
  timezone: string;
  orders: number;
  seed: number;
  cipher: string;
}

export interface SandboxOptions {
  /** 0 or absent takes any free port. */
  port?: number;
  host?: string;
  orders?: number;
  seed?: number;
  latencyMs?: number;
  /** End of the made-up history; orders after it "arrive" as the clock moves. */
  epochSec?: number;
  /** Where the sandbox clock starts; the machine's time unless given. */
  nowSec?: number;
  redirectUrl?: string;
  appKey?: string;
  appSecret?: string;
  serviceId?: string;
  shops?: ShopSpec[];
  /** False keeps every order as it is at the epoch, whatever the clock says. */
  live?: boolean;
  /** Where notifications go although nobody has registered it: for apps without a public address. */
  webhookUrl?: string;
}

export interface AppRegistration {
  appKey: string;
  appSecret: string;
  serviceId: string;
  redirectUrl: string;
}

export interface Settings {
  latencyMs: number;
  rateLimit: { perSec: number; burst?: number | undefined; retryAfter?: boolean | undefined } | null;
  tokenMode: "offset" | "key";
  refreshRotation: "grace" | "strict";
  totalCount: "exact" | "approximate" | { cap: number } | { add: number };
  visibilityDelaySec: number;
  live: boolean;
  /** What the next consent grants. */
  scopes: Scope[];
  webhook: WebhookSettings;
}

export interface WebhookSettings {
  /** Where every notification goes, whatever the app has registered; null for what it has. */
  address: string | null;
  /** How often each is delivered. */
  copies: number;
  /** The last is sent first. */
  isReordered: boolean;
  /** Signatures are wrong. */
  isSpoilt: boolean;
}

export interface WebhookCounters {
  sent: number;
  /** By HTTP status; "none" when no answer came in time. */
  answered: Record<string, number>;
  /** Given up after the last retry. */
  failed: number;
}

export interface Counters {
  total: number;
  byPath: Record<string, number>;
  /** HTTP status, or "none" when the fault was to give no answer. */
  byStatus: Record<string, number>;
}
