import { describe, expect, it } from "vitest";
import { type ComparedSpan, type DayState, judgeDays } from "@/lib/proof-days";

const dayMs = 86_400;
const start = 1_000 * dayMs;
/** Seconds of a day and an hour within it. */
const at = (day: number, hour = 0) => start + day * dayMs + hour * 3_600;
const days = [0, 1, 2, 3].map((day) => ({ day: `day ${day}`, fromSec: at(day), toSec: at(day + 1) }));

const compared = (change: Partial<ComparedSpan> = {}): ComparedSpan => ({
  runId: "last night",
  fromSec: null,
  toSec: at(9),
  there: 100,
  here: 100,
  outcome: "proven",
  checkedAt: "2026-11-24T03:30:00.000Z",
  ...change,
});

const states = (proofs: ComparedSpan[]): DayState[] => judgeDays(days, proofs).map(({ state }) => state);

describe("a day is what the newest comparisons say of all its seconds", () => {
  it("without any it is pending", () => {
    expect(judgeDays(days, []).map(({ state, proof }) => [state, proof])).toEqual(
      days.map(() => ["pending", null]),
    );
  });

  it("an equal count of everything proves every day, but not the one it ends in", () => {
    expect(states([compared({ toSec: at(3, 7) })])).toEqual(["proven", "proven", "proven", "pending"]);
  });

  it("two counts that meet within a day prove it together", () => {
    const proofs = [compared({ fromSec: at(3, 7), toSec: at(4) }), compared({ toSec: at(3, 7) })];
    expect(states(proofs)[3]).toBe("proven");
  });

  it("a newer count of one day outranks an older one of everything, either way", () => {
    const today = { runId: "today", fromSec: at(1), toSec: at(2) };
    expect(states([compared({ ...today, here: 98, outcome: "mismatch" }), compared()])).toEqual([
      "proven",
      "mismatch",
      "proven",
      "proven",
    ]);
    const differs = compared({ fromSec: at(1), toSec: at(2), here: 98, outcome: "mismatch" });
    expect(states([compared({ runId: "today" }), differs])).toEqual(days.map(() => "proven"));
  });

  it("an hour that differs makes its day differ", () => {
    const hour = compared({
      runId: "today",
      fromSec: at(2, 5),
      toSec: at(2, 6),
      here: 3,
      outcome: "mismatch",
    });
    expect(states([hour, compared()])[2]).toBe("mismatch");
  });
});

describe("a run that looks for a difference", () => {
  const mended = compared({ fromSec: at(1, 3), toSec: at(1, 9), there: 7, here: 7, outcome: "mended" });

  it("mends the days it read again and proves the others", () => {
    expect(states([compared({ outcome: "mended" }), mended])).toEqual([
      "proven",
      "mended",
      "proven",
      "proven",
    ]);
  });

  it("proves the others also when the parts that still differ are the whole difference", () => {
    const differs = compared({ fromSec: at(2, 3), toSec: at(2, 9), there: 9, here: 7, outcome: "mismatch" });
    const whole = compared({ there: 102, here: 100, outcome: "mismatch" });
    expect(states([whole, differs])).toEqual(["proven", "proven", "mismatch", "proven"]);
  });

  it("leaves every day in doubt when nobody knows where the difference is", () => {
    expect(states([compared({ there: 102, outcome: "mismatch" }), mended])).toEqual([
      "doubt",
      "doubt",
      "doubt",
      "doubt",
    ]);
  });

  it("proves nothing by counts that contradict themselves", () => {
    expect(states([compared({ there: 10_000, outcome: "unreliable" })])[0]).toBe("uncountable");
  });
});

it("names the comparison that decides", () => {
  const differs = compared({ runId: "today", fromSec: at(1), toSec: at(2), here: 98, outcome: "mismatch" });
  const judged = judgeDays(days, [differs, compared()]);
  expect(judged.map(({ proof }) => proof?.runId)).toEqual([
    "last night",
    "today",
    "last night",
    "last night",
  ]);
});
