import type { FaultKind, FaultSpec } from "./control-schema";
import { ApiRefusal } from "./envelope";
import type { SearchResult } from "./order-search";
import { hash32 } from "./shop/dice";

interface ArmedFault {
  spec: FaultSpec;
  skipLeft: number;
  timesLeft: number;
  rolls: number;
}

const ROW_FAULTS = new Set<FaultKind>(["duplicate-rows", "reordered", "malformed-order", "repeat-token"]);
const SEARCH_PATH_END = "/orders/search";

/** Faults waiting for a request, in the order in which they were set. */
export class FaultPlan {
  #armed: ArmedFault[] = [];

  get pending(): FaultSpec[] {
    return this.#armed.map(({ spec }) => spec);
  }

  add(specs: readonly FaultSpec[]): void {
    for (const spec of specs) {
      // A fault with a probability describes bad weather, so it lasts until it is cleared.
      const times = spec.times ?? (spec.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
      this.#armed.push({ spec, skipLeft: spec.skip ?? 0, timesLeft: times, rolls: 0 });
    }
  }

  clear(): void {
    this.#armed = [];
  }

  take(path: string): FaultSpec | null {
    for (const fault of this.#armed) {
      if (!applies(fault, path)) continue;
      fault.timesLeft -= 1;
      if (fault.timesLeft <= 0) this.#armed = this.#armed.filter((other) => other !== fault);
      return fault.spec;
    }
    return null;
  }
}

function applies(fault: ArmedFault, path: string): boolean {
  const { spec } = fault;
  if (ROW_FAULTS.has(spec.kind) && !path.endsWith(SEARCH_PATH_END)) return false;
  if (spec.path !== undefined && !path.includes(spec.path)) return false;
  if (fault.skipLeft > 0) {
    fault.skipLeft -= 1;
    return false;
  }
  if (spec.probability === undefined) return true;
  fault.rolls += 1;
  return hash32(71, fault.rolls, 72) / 2 ** 32 < spec.probability;
}

/** Faults that answer instead of the API, in TikTok's own terms. */
export function faultRefusal(fault: FaultSpec): ApiRefusal | null {
  const headers: Record<string, string> =
    fault.retryAfterSec === undefined ? {} : { "retry-after": String(fault.retryAfterSec) };
  switch (fault.kind) {
    case "429":
      return new ApiRefusal(429, 36009002, "Too many requests. Please slow down", headers);
    case "503":
      return new ApiRefusal(503, 36009003, "Service temporarily overloaded", headers);
    case "500":
      return new ApiRefusal(500, 36009003, "Internal error", headers);
    case "200-internal":
      return new ApiRefusal(200, 36009003, "Internal error", headers);
    case "408":
      return new ApiRefusal(408, 36009007, "Request timed out", headers);
    case "expired-token":
      return new ApiRefusal(401, 105002, "Expired credentials. Please refresh the access token");
    case "scope-missing":
      return new ApiRefusal(401, 105005, "Access denied: the application lacks the scope of this API");
    default:
      return null;
  }
}

/** Spoils a page of orders without losing a row, so that a careful reader can still get everything. */
export function spoilPage(result: SearchResult, kind: FaultKind, repeatedToken: () => string): SearchResult {
  const [first, second] = result.orders;
  switch (kind) {
    case "duplicate-rows":
      return {
        ...result,
        orders: [...result.orders, ...[first, second].filter((order) => order !== undefined)],
      };
    case "reordered":
      return { ...result, orders: result.orders.toReversed() };
    case "malformed-order":
      return { ...result, orders: spoilMiddle(result.orders) };
    case "repeat-token":
      return { ...result, next_page_token: repeatedToken() };
    default:
      return result;
  }
}

let spoiledSerial = 0;

function spoilMiddle(orders: SearchResult["orders"]): SearchResult["orders"] {
  spoiledSerial += 1;
  const spoiled = orders[Math.floor(orders.length / 2)];
  if (spoiled === undefined) return orders;
  const { id, ...rest } = spoiled;
  const replacement = spoiledSerial % 2 === 1 ? rest : { id, ...rest, create_time: "soon" };
  return orders.map((order) => (order === spoiled ? replacement : order));
}
