/** A point at which a worker can be ended: before or after one SQL statement or one HTTP call. */
export type Moment = { kind: "sql" | "http"; what: string; side: "before" | "after" };

/** What becomes of a statement or call, or of its answer. */
export type Fate = "passes" | "loses its connection" | "ends with its process";

/** Asked at every moment. Once a process has ended, nothing that it has sent or is sent reaches the other side any more. */
export type Gate = (moment: Moment) => Fate;

export function describeMoment({ kind, what, side }: Moment): string {
  return `${side} ${kind === "sql" ? "statement" : "call"} ${what}`;
}

/** A statement or call without the values in it, for telling which ones there are. */
export function nameOf(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 160);
}
