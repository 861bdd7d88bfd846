import type { FaultKind, FaultSpec } from "./control-schema";
import { ApiRefusal } from "./envelope";
import type { SearchResult } from "./search-page";
import { hash32 } from "./shop/dice";

interface ArmedFault {
  spec: FaultSpec;
  skipLeft: number;
  timesLeft: number;
  rolls: number;
}

const ROW_FAULTS = new Set<FaultKind>([
  "duplicate-rows",
  "reordered",
  "malformed-order",
  "repeat-token",
  "early-end",
]);
const ORDER_SEARCH_END = "/orders/search";
const SEARCH_END = "/search";

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
  if (ROW_FAULTS.has(spec.kind) && !isSpoilable(spec, path)) return false;
  if (spec.path !== undefined && !path.includes(spec.path)) return false;
  if (fault.skipLeft > 0) {
    fault.skipLeft -= 1;
    return false;
  }
  if (spec.probability === undefined) return true;
  fault.rolls += 1;
  return hash32(71, fault.rolls, 72) / 2 ** 32 < spec.probability;
}

/** Pages of orders, and those of another search when the fault names its path. */
function isSpoilable({ path: named = "" }: FaultSpec, path: string): boolean {
  return path.endsWith(ORDER_SEARCH_END) || (named.endsWith(SEARCH_END) && path.endsWith(SEARCH_END));
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
    case "unknown-path":
      return new ApiRefusal(404, 36009009, "Invalid path");
    default:
      return null;
  }
}

/** Spoils a page in a way that lets a careful reader get everything all the same. */
export function spoilPage(result: SearchResult, kind: FaultKind): SearchResult {
  const { rows } = result;
  switch (kind) {
    case "duplicate-rows":
      return { ...result, rows: [...rows, ...rows.slice(0, 2)] };
    case "reordered":
      return { ...result, rows: rows.toReversed() };
    case "malformed-order":
      return { ...result, rows: spoilMiddle(rows, ID_NAMES[result.rowsName]) };
    case "repeat-token":
      return { ...result, nextPageToken: result.ownToken() };
    case "early-end":
      return { ...result, nextPageToken: "" };
    default:
      return result;
  }
}

const ID_NAMES = { orders: "id", return_orders: "return_id", cancellations: "cancel_id" } as const;
let spoiledSerial = 0;

function spoilMiddle(rows: SearchResult["rows"], idName: string): SearchResult["rows"] {
  spoiledSerial += 1;
  const spoiled = rows[Math.floor(rows.length / 2)];
  if (spoiled === undefined) return rows;
  const { [idName]: id, ...rest } = spoiled;
  const replacement = spoiledSerial % 2 === 1 ? rest : { [idName]: id, ...rest, create_time: "soon" };
  return rows.map((row) => (row === spoiled ? replacement : row));
}
