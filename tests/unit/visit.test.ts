import { expect, it } from "vitest";
import { renewVisit } from "@/lib/visit";

const at = (clock: string) => new Date(`2026-11-24T${clock}Z`);
const secondsOf = (clock: string) => at(clock).getTime() / 1000;

/** Pages asked for one after another; @returns what each of them takes for the end of the visit before. */
function browse(...clocks: string[]): (string | null)[] {
  let cookie: string | undefined;
  return clocks.map((clock) => {
    const visit = renewVisit(cookie, at(clock));
    // A page may be handed the cookie as it was or as it was renewed.
    expect(renewVisit(visit.text, at(clock)).since).toEqual(visit.since);
    cookie = visit.text;
    return visit.since?.toISOString().slice(11, 19) ?? null;
  });
}

it("a browser that is here for the first time has no visit before", () => {
  expect(browse("08:00:00", "08:10:00", "08:39:00")).toEqual([null, null, null]);
});

it("after more than half an hour a new visit begins, and keeps the end of the one before until it ends too", () => {
  expect(browse("08:00:00", "08:10:00", "08:40:01", "09:00:00", "11:00:00")).toEqual([
    null,
    null,
    "08:10:00",
    "08:10:00",
    "09:00:00",
  ]);
});

it.each(["", "x", "1.2.3", "-5", "99999999999999", `${secondsOf("23:00:00")}`, "12.x"])(
  "the cookie %j is nobody's and counts as none",
  (cookie) => {
    expect(renewVisit(cookie, at("08:00:00"))).toEqual({ text: `${secondsOf("08:00:00")}`, since: null });
  },
);
