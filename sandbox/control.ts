import type { SandboxClock } from "./clock";
import {
  type ControlCommand,
  controlCommandSchema,
  describeProblems,
  type FaultSpec,
} from "./control-schema";
import type { FaultPlan } from "./faults";
import type { RateLimiter } from "./rate-limit";
import type { ShopBook } from "./shop/shop-book";
import type { ShopRegistry } from "./shop-registry";
import type { TokenAuthority } from "./tokens";
import type { Counters, Settings, WebhookCounters } from "./types";
import { EVENT_TYPES } from "./webhook-events";
import type { WebhookSender } from "./webhook-sender";

export interface ControlContext {
  clock: SandboxClock;
  settings: Settings;
  counters: Counters;
  faults: FaultPlan;
  limiter: RateLimiter;
  shops: ShopRegistry;
  tokens: TokenAuthority;
  sender: WebhookSender;
}

export interface SandboxStats {
  nowSec: number;
  isFrozen: boolean;
  orders: number;
  shops: { id: string; name: string; cipher: string; orders: number }[];
  counters: Counters;
  settings: Settings;
  pendingFaults: FaultSpec[];
  webhooks: WebhookCounters & { waiting: number };
}

/** Ids of what was changed and added, in the order of the commands. */
export interface ControlResult extends SandboxStats {
  changedIds: string[];
  addedIds: string[];
}

export class ControlError extends Error {
  override readonly name = "ControlError";
}

export function readStats({
  clock,
  settings,
  counters,
  faults,
  shops,
  sender,
}: ControlContext): SandboxStats {
  const list = shops.list();
  const summaries = list.map(({ spec, book }) => ({
    id: spec.id,
    name: spec.name,
    cipher: spec.cipher,
    orders: book.count,
  }));
  return {
    nowSec: clock.nowSec(),
    isFrozen: clock.isFrozen,
    orders: summaries.reduce((total, shop) => total + shop.orders, 0),
    shops: summaries,
    counters: structuredClone(counters),
    settings: structuredClone(settings),
    pendingFaults: faults.pending,
    webhooks: { ...structuredClone(sender.counters), waiting: sender.waiting },
  };
}

/** @throws ControlError when the command is not understood; nothing has been done then. */
export function runControl(input: unknown, context: ControlContext): ControlResult {
  const parsed = controlCommandSchema.safeParse(input);
  if (!parsed.success) throw new ControlError(describeProblems(parsed.error));
  const command = parsed.data;
  if (context.shops.findById(command.shopId) === undefined)
    throw new ControlError("There is no shop with that shopId.");
  applySettings(command, context);
  if (command.clearFaults) context.faults.clear();
  if (command.faults !== undefined) context.faults.add(command.faults);
  const ids = applyShopCommands(command, context);
  sendWebhooks(command, context);
  if (command.resetCounters) {
    Object.assign(context.counters, { total: 0, byPath: {}, byStatus: {} });
    Object.assign(context.sender.counters, { sent: 0, answered: {}, failed: 0 });
  }
  if (command.revokeTokens) context.tokens.revokeAll();
  if (command.expireAccessTokens) context.tokens.expireAccessTokens();
  return { ...readStats(context), ...ids };
}

function applySettings(command: ControlCommand, { clock, settings, limiter, shops }: ControlContext): void {
  if (command.latencyMs !== undefined) settings.latencyMs = command.latencyMs;
  if (command.rateLimit !== undefined) {
    settings.rateLimit = command.rateLimit;
    limiter.reset();
  }
  const { clock: move } = command;
  if (move?.freeze !== undefined) clock.freeze(move.freeze);
  if (move?.nowSec !== undefined) clock.setNow(move.nowSec);
  if (move?.advanceSec !== undefined) clock.advance(move.advanceSec);
  if (command.tokenMode !== undefined) settings.tokenMode = command.tokenMode;
  if (command.refreshRotation !== undefined) settings.refreshRotation = command.refreshRotation;
  if (command.totalCount !== undefined) settings.totalCount = command.totalCount;
  if (command.visibilityDelaySec !== undefined) settings.visibilityDelaySec = command.visibilityDelaySec;
  if (command.scopes !== undefined) settings.scopes = command.scopes;
  if (command.live !== undefined) shops.setLive(command.live);
  applyWebhookSettings(command, settings);
}

function applyWebhookSettings({ webhook }: ControlCommand, settings: Settings): void {
  if (webhook?.address !== undefined) settings.webhook.address = webhook.address;
  if (webhook?.copies !== undefined) settings.webhook.copies = webhook.copies;
  if (webhook?.reorder !== undefined) settings.webhook.isReordered = webhook.reorder;
  if (webhook?.spoil !== undefined) settings.webhook.isSpoilt = webhook.spoil;
}

const SHOP_EVENTS: readonly number[] = [
  EVENT_TYPES.SELLER_DEAUTHORIZATION,
  EVENT_TYPES.UPCOMING_AUTHORIZATION_EXPIRATION,
];

function sendWebhooks({ webhook, shopId }: ControlCommand, { shops, sender }: ControlContext): void {
  const shop = shops.findById(shopId);
  if (shop === undefined) return;
  for (const type of webhook?.types ?? []) {
    if (SHOP_EVENTS.includes(type)) sender.tellOfShop(type, shop.spec.id);
    else for (const slot of ordersMeant(shop.book, webhook)) sender.tellOfOrder(type, shop, slot);
  }
  sender.pump();
}

function ordersMeant(book: ShopBook, webhook: ControlCommand["webhook"]): number[] {
  const { byCreate } = book;
  if (webhook?.ids !== undefined)
    return webhook.ids.map((id) => book.findById(id)).filter((slot) => slot !== null);
  const count = Math.min(webhook?.count ?? 1, byCreate.length);
  return Array.from({ length: count }, (_, i) => byCreate.slotAt(byCreate.length - 1 - i));
}

function applyShopCommands(command: ControlCommand, { clock, settings, shops }: ControlContext) {
  const shop = shops.findById(command.shopId);
  const ids: Pick<ControlResult, "changedIds" | "addedIds"> = { changedIds: [], addedIds: [] };
  if (shop === undefined) return ids;
  const nowSec = clock.nowSec();
  const delaySec = settings.visibilityDelaySec;
  const { changeOrders, addOrders, changeReturns, addReturns, changeCancellations, addCancellations } =
    command;
  const { changes, returnChanges, cancellationChanges } = shop;
  if (command.vanishOrders !== undefined) changes.vanish(command.vanishOrders.ids);
  try {
    if (changeOrders) ids.changedIds.push(...changes.change(changeOrders, nowSec, delaySec));
    if (addOrders) ids.addedIds.push(...changes.add(addOrders, nowSec, delaySec));
    if (changeReturns) ids.changedIds.push(...returnChanges.change(changeReturns, nowSec, delaySec));
    if (addReturns) ids.addedIds.push(...returnChanges.add(addReturns, nowSec, delaySec));
    if (changeCancellations)
      ids.changedIds.push(...cancellationChanges.change(changeCancellations, nowSec, delaySec));
    if (addCancellations) ids.addedIds.push(...cancellationChanges.add(addCancellations, nowSec, delaySec));
  } catch (cause) {
    if (cause instanceof RangeError) throw new ControlError(`${cause.message}.`, { cause });
    throw cause;
  }
  return ids;
}
