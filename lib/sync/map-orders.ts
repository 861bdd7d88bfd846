import { type ErasedBuyer, findStandIn, withStandIn } from "@/lib/erased-buyers";
import type { MalformedOrder, ReadOrder } from "@/lib/tiktok/orders";
import { takeTurn } from "./cpu-turn";
import { type MappedOrder, mapOrder } from "./map-order";
import type { PagePlace } from "./resource";

/** Mapping gives way to requests after this long: a page of the dashboard waits for one such slice, not for eight. */
const sliceMs = 4;

/** One copy for each id: the newest, and of equally new ones the last. */
export function newestCopies(orders: ReadOrder[]): Map<string, ReadOrder> {
  const newest = new Map<string, ReadOrder>();
  for (const read of orders) {
    const other = newest.get(read.order.id);
    if (!other || read.order.update_time >= other.order.update_time) newest.set(read.order.id, read);
  }
  return newest;
}

/** Whoever was erased stays so, whatever TikTok goes on saying. */
export function withoutErased(raw: unknown, erased: readonly ErasedBuyer[]): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  const record = raw as Record<string, unknown>;
  const standIn = findStandIn(erased, record.user_id);
  return standIn === null ? raw : withStandIn(record, standIn);
}

function anonymize(read: ReadOrder, erased: readonly ErasedBuyer[]): ReadOrder {
  const standIn = findStandIn(erased, read.order.user_id);
  if (standIn === null) return read;
  const order = { ...read.order, user_id: standIn, buyer_nickname: null };
  return { raw: withStandIn(read.raw, standIn), order };
}

/** An order nested so deeply that it cannot be written down as JSON is set aside like one that cannot be read. */
export async function mapInTurns(
  orders: ReadOrder[],
  {
    shop,
    nowIso,
    seenAtSec,
    erased,
  }: Pick<PagePlace, "nowIso" | "seenAtSec"> & {
    shop: { shopId: string; currency: string };
    erased: readonly ErasedBuyer[];
  },
) {
  const mapped: MappedOrder[] = [];
  const aside: MalformedOrder[] = [];
  let sliceEndsAt = 0;
  for (const read of orders) {
    if (performance.now() > sliceEndsAt) {
      await takeTurn();
      sliceEndsAt = performance.now() + sliceMs;
    }
    try {
      mapped.push(
        mapOrder(anonymize(read, erased), shop, { storedAtIso: nowIso, seenAtSec: seenAtSec ?? null }),
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      aside.push(tooDeep(read));
    }
  }
  return { mapped, aside };
}

function tooDeep({ order }: ReadOrder): MalformedOrder {
  return {
    raw: null,
    orderId: order.id,
    createTimeSec: order.create_time,
    updateTimeSec: order.update_time,
    reasons: ["order: is nested too deeply to be stored"],
  };
}
