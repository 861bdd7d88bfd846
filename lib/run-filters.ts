import { z } from "zod";
import { firstParam, type Parsed, type RawSearchParams } from "./search-params";

export const runKinds = ["full", "incremental", "audit", "repair"] as const;
export const runTriggers = ["cron", "refresh", "admin", "connect", "webhook"] as const;
export const runOutcomes = ["running", "succeeded", "failed", "cancelled"] as const;

/** Which runs the history shows; null is any. */
export type RunFilter = {
  kind: (typeof runKinds)[number] | null;
  trigger: (typeof runTriggers)[number] | null;
  outcome: (typeof runOutcomes)[number] | null;
};

/** Where a page of the history begins: after (older than) or before (newer than) this run. */
export type RunCursor = { direction: "after" | "before"; startedAtMicros: string; runId: string };

const unknownFilter = "A filter in the address is not known and was left out.";

/** `?kind=full&trigger=admin&outcome=failed`; what is not known is left out with a notice. */
export function parseRunFilter(params: RawSearchParams): Parsed<RunFilter> {
  let notice: string | null = null;
  const read = <Value extends string>(name: string, values: readonly Value[]): Value | null => {
    const given = firstParam(params, name);
    if (given === undefined) return null;
    const known = values.find((value) => value === given) ?? null;
    if (known === null) notice = unknownFilter;
    return known;
  };
  const value = {
    kind: read("kind", runKinds),
    trigger: read("trigger", runTriggers),
    outcome: read("outcome", runOutcomes),
  };
  return { value, notice };
}

export function isFiltered(filter: RunFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}

const cursorSchema = z
  .string()
  .regex(/^[ab]\d{1,17}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .transform((text): RunCursor => {
    const [startedAtMicros = "", runId = ""] = text.slice(1).split("~");
    return { direction: text.startsWith("a") ? "after" : "before", startedAtMicros, runId };
  });

export function encodeRunCursor({ direction, startedAtMicros, runId }: RunCursor): string {
  return `${direction === "after" ? "a" : "b"}${startedAtMicros}~${runId}`;
}

export function parseRunCursor(params: RawSearchParams): Parsed<RunCursor | null> {
  const text = firstParam(params, "cursor");
  if (text === undefined) return { value: null, notice: null };
  const parsed = cursorSchema.safeParse(text);
  if (parsed.success) return { value: parsed.data, notice: null };
  return { value: null, notice: "That page address is not valid. Showing the newest runs." };
}
